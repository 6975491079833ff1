package dev.sluice.worker.driver.input;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.storage.StoredFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The blocks of one receiver stream that wait for a batch, in order. Owned by the event loop. */
public final class ReceiverInput implements Input {
  private static final double CATCH_UP = 1.25;
  private static final SourceInput.Blocks NOTHING = new SourceInput.Blocks(List.of());

  private final int stream;
  private final ArrayDeque<BlockInfo> waiting = new ArrayDeque<>();
  private SourceProgress.Blocks progress = new SourceProgress.Blocks(List.of());
  private double mostOfBacklog = Double.MAX_VALUE;
  private boolean catchingUp;
  private @Nullable BlockId frontier;
  private @Nullable BlockId last;
  private @Nullable String position;

  public ReceiverInput(int stream) {
    this.stream = stream;
  }

  /** Returns the number of the stream. */
  public int stream() {
    return stream;
  }

  /**
   * Limits how much a batch takes while there is something left of what waited when this driver
   * began: a little more than the receiver may give meanwhile, or it would stay for ever. A batch
   * takes one block at least.
   *
   * @param recordsPerSecond what the receiver may give; {@link Double#MAX_VALUE} for no limit
   */
  public void backlogRate(double recordsPerSecond, long intervalMillis) {
    mostOfBacklog =
        recordsPerSecond == Double.MAX_VALUE
            ? Double.MAX_VALUE
            : CATCH_UP * recordsPerSecond * intervalMillis / 1000;
  }

  @Override
  public SourceInput allocate(long timeMillis, List<StoredFile> files) {
    if (waiting.isEmpty()) {
      return NOTHING;
    }
    var references = new ArrayList<BlockReference>(waiting.size());
    long records = 0;
    do {
      var info = waiting.remove();
      references.add(new BlockReference(info.id(), info.records(), info.position().orElse(null)));
      records += info.records();
    } while (!waiting.isEmpty()
        && (!catchingUp || records + waiting.element().records() <= mostOfBacklog));
    catchingUp &= !waiting.isEmpty();
    var input = new SourceInput.Blocks(references);
    apply(input);
    return input;
  }

  @Override
  public void restore(SourceProgress restored) {
    if (restored instanceof SourceProgress.Blocks blocks) {
      apply(new SourceInput.Blocks(blocks.last()));
    }
  }

  @Override
  public void apply(SourceInput input) {
    if (input instanceof SourceInput.Blocks blocks && !blocks.blocks().isEmpty()) {
      var newest = renumbered(blocks.blocks().get(blocks.blocks().size() - 1));
      frontier = newest.id();
      progress = new SourceProgress.Blocks(List.of(withPosition(newest)));
      accepted(newest.id(), newest.position());
    }
  }

  /** The program may have given the stream another number since the block was stored. */
  BlockReference renumbered(BlockReference block) {
    return block.id().stream() == stream
        ? block
        : new BlockReference(renumbered(block.id()), block.records(), block.position());
  }

  private BlockId renumbered(BlockId id) {
    return new BlockId(stream, id.attempt(), id.sequence());
  }

  /** What is known of a block of this stream, under the stream's present number. */
  BlockInfo renumbered(BlockInfo info) {
    return new BlockInfo(
        renumbered(info.id()),
        info.records(),
        info.bytes(),
        info.previous().map(this::renumbered),
        info.position());
  }

  /** Returns whether a checkpoint or a logged batch covers a block. */
  boolean isRead(BlockId id) {
    return frontier != null && id.compareTo(frontier) <= 0;
  }

  /** A block without a position leaves its source where the one before it was. */
  private BlockReference withPosition(BlockReference newest) {
    return newest.position() != null || position == null
        ? newest
        : new BlockReference(newest.id(), newest.records(), position);
  }

  @Override
  public SourceProgress progress() {
    return progress;
  }

  /**
   * Returns whether a block may come next, or was here before. One that follows an older block than
   * the last one was stored by a receiver that does not know what this driver has fixed.
   */
  public boolean isNext(BlockInfo info) {
    var newest = last;
    return newest == null
        || info.id().compareTo(newest) <= 0
        || info.previous().filter(previous -> previous.compareTo(newest) >= 0).isPresent();
  }

  /** Returns how many blocks are known to be gone between the last one and one that comes next. */
  public long lostBefore(BlockInfo info) {
    var newest = last;
    var previous = info.previous().orElse(null);
    if (newest == null || previous == null || previous.compareTo(newest) <= 0) {
      return 0;
    }
    return previous.attempt() == newest.attempt() ? previous.sequence() - newest.sequence() : 1;
  }

  /** Puts a block behind those that wait; returns false if it is there or was allocated already. */
  public boolean add(BlockInfo info) {
    if (last != null && info.id().compareTo(last) <= 0) {
      return false;
    }
    waiting.add(info);
    accepted(info.id(), info.position().orElse(null));
    return true;
  }

  /** Fills the queue of a new driver from what the workers hold. */
  public BlockChain.Rebuilt rebuild(Collection<BlockInfo> held) {
    var rebuilt = BlockChain.rebuild(frontier, held);
    rebuilt.waiting().forEach(this::add);
    catchingUp = !waiting.isEmpty();
    return rebuilt;
  }

  /** Returns what is to be processed of the blocks held, without taking note of it. */
  public BlockChain.Rebuilt preview(Collection<BlockInfo> held) {
    return BlockChain.rebuild(frontier, held);
  }

  /**
   * Forgets what waits, because something before it is gone: the source is read again.
   *
   * @param at where it is read from; {@code null} for its beginning
   * @return the progress to note for every batch that goes without what is read again
   */
  public SourceProgress startOver(@Nullable String at) {
    waiting.clear();
    position = at;
    var newest = last;
    if (newest != null) {
      frontier = newest;
      progress = new SourceProgress.Blocks(List.of(new BlockReference(newest, 0, position)));
    }
    return progress;
  }

  private void accepted(BlockId id, @Nullable String at) {
    if (last == null || id.compareTo(last) > 0) {
      last = id;
      position = at == null ? position : at;
    }
  }

  /** Returns how many records wait for a batch. */
  public long waitingRecords() {
    return waiting.stream().mapToLong(BlockInfo::records).sum();
  }

  @Override
  public boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** Returns the newest block accepted; empty before the first. */
  public Optional<BlockId> lastBlock() {
    return Optional.ofNullable(last);
  }

  /** Returns where the source stands after the newest block with a position. */
  public Optional<String> lastPosition() {
    return Optional.ofNullable(position);
  }
}

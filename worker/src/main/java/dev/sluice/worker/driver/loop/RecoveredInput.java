package dev.sluice.worker.driver.loop;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.ReceiverInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the blocks that batches need. A source with positions is read again from the first
 * one that is gone; blocks of another source are lost. Owned by the event loop.
 */
final class RecoveredInput {
  private static final Logger LOG = LoggerFactory.getLogger(RecoveredInput.class);

  private final Inputs inputs;
  private final BlockTable blocks;
  private final Supplier<Map<String, SourceProgress>> checkpointed;

  /**
   * Makes the judge.
   *
   * @param checkpointed how far sources were read at the newest checkpoint
   */
  RecoveredInput(
      Inputs inputs, BlockTable blocks, Supplier<Map<String, SourceProgress>> checkpointed) {
    this.inputs = inputs;
    this.blocks = blocks;
    this.checkpointed = checkpointed;
  }

  /** Whether a batch needs a block that nobody shows. */
  boolean blocksMissing(List<Batch> batches) {
    return batches.stream().anyMatch(batch -> !missing(batch.composition()).isEmpty());
  }

  /**
   * Rebuilds the queues of a new driver. Sources that can be read again start over where blocks of
   * logged batches are gone.
   *
   * @return what follows from it
   */
  Rebuilt rebuild(BatchLine line) {
    var orphans = new ArrayList<BlockId>();
    var startedOver = new ArrayList<Integer>();
    var lost = new TreeMap<String, Integer>();
    for (var stream : inputs.streams()) {
      var held = blocks.ofStream(stream.stream());
      var rebuilt = stream.rebuild(held);
      if ((isGone(stream, line, 0) || !rebuilt.missing().isEmpty())
          && hasPositions(stream, line, held)) {
        orphans.addAll(readAgain(stream, line, 0));
        startedOver.add(stream.stream());
      } else {
        var needed = new HashSet<BlockId>();
        rebuilt.waiting().forEach(info -> needed.add(info.id()));
        line.all().forEach(b -> blocksOf(b.composition()).forEach(r -> needed.add(r.id())));
        held.stream().map(BlockInfo::id).filter(id -> !needed.contains(id)).forEach(orphans::add);
        if (!rebuilt.missing().isEmpty()) {
          lost.put(uidOf(stream), rebuilt.missing().size());
        }
      }
    }
    return new Rebuilt(orphans, startedOver, lost);
  }

  /**
   * What follows from rebuilding the queues.
   *
   * @param unneeded blocks that count for nothing and can be removed
   * @param startedOver streams that are read again from an earlier position
   * @param lost number of blocks that were stored and that nobody shows, by the uid of the source
   */
  record Rebuilt(
      List<BlockId> unneeded, List<Integer> startedOver, SortedMap<String, Integer> lost) {
    Rebuilt {
      unneeded = List.copyOf(unneeded);
      startedOver = List.copyOf(startedOver);
    }
  }

  /** The blocks of a batch that nobody shows, by the uid of their source. */
  Map<String, List<BlockReference>> missingIn(Batch batch) {
    var missing = new HashMap<String, List<BlockReference>>();
    batch
        .composition()
        .inputs()
        .forEach(
            (uid, input) -> {
              if (input instanceof SourceInput.Blocks some) {
                var gone = some.blocks().stream().filter(this::isMissing).toList();
                if (!gone.isEmpty()) {
                  missing.put(uid, gone);
                }
              }
            });
    return missing;
  }

  /** Whether batches need blocks that nobody shows of a source that can be read again. */
  boolean readsAgain(BatchLine line) {
    return inputs.streams().stream().anyMatch(stream -> readsAgain(stream, line, 0));
  }

  private boolean readsAgain(ReceiverInput stream, BatchLine line, long firstFree) {
    return isGone(stream, line, firstFree)
        && hasPositions(stream, line, blocks.ofStream(stream.stream()));
  }

  /**
   * Looks whether batches need blocks that nobody shows. Sources that can be read again start over
   * where the first of them is gone.
   *
   * @param firstFree the first batch whose composition may be changed
   * @return what follows from it
   */
  Rebuilt rewind(BatchLine line, long firstFree) {
    var unneeded = new ArrayList<BlockId>();
    var startedOver = new ArrayList<Integer>();
    for (var stream : inputs.streams()) {
      if (readsAgain(stream, line, firstFree)) {
        unneeded.addAll(readAgain(stream, line, firstFree));
        startedOver.add(stream.stream());
      }
    }
    return new Rebuilt(unneeded, startedOver, new TreeMap<>());
  }

  private boolean isGone(ReceiverInput stream, BatchLine line, long firstFree) {
    return line.all().stream()
        .filter(batch -> batch.index() >= firstFree)
        .flatMap(batch -> missing(batch.composition()).stream())
        .anyMatch(block -> block.id().stream() == stream.stream());
  }

  /**
   * Takes the first block that is gone, and all that follow it, out of the batches, so that the
   * source is read again from there.
   *
   * @param firstFree the first batch whose composition may be changed
   * @return the blocks that count for nothing now
   */
  private List<BlockId> readAgain(ReceiverInput stream, BatchLine line, long firstFree) {
    var uid = uidOf(stream);
    var kept = new HashSet<BlockId>();
    String at = checkpointed(uid);
    var changed = new ArrayList<Batch>();
    var gone = false;
    for (var batch : line.all()) {
      for (var block : blocksOf(batch.composition(), uid)) {
        gone |= batch.index() >= firstFree && isMissing(block);
        if (!gone) {
          kept.add(block.id());
          at = block.position() == null ? at : block.position();
        }
      }
      if (gone) {
        changed.add(batch);
      }
    }
    var progress = stream.startOver(at);
    LOG.warn(
        "blocks of source {} are gone with their workers: it is read again from {}",
        uid,
        stream.lastPosition().orElse("its beginning"));
    for (var batch : changed) {
      line.replace(without(batch, uid, kept, progress));
    }
    return blocks.ofStream(stream.stream()).stream()
        .map(BlockInfo::id)
        .filter(id -> !kept.contains(id))
        .toList();
  }

  private @Nullable String checkpointed(String uid) {
    return checkpointed.get().get(uid) instanceof SourceProgress.Blocks known
        ? known.last().stream()
            .map(BlockReference::position)
            .filter(Objects::nonNull)
            .reduce((first, second) -> second)
            .orElse(null)
        : null;
  }

  /** The batch with the blocks of a source that are kept, and no others of it. */
  private static Batch without(
      Batch batch, String uid, Set<BlockId> kept, SourceProgress progress) {
    var inputs = new HashMap<>(batch.composition().inputs());
    var rest =
        blocksOf(batch.composition(), uid).stream()
            .filter(block -> kept.contains(block.id()))
            .toList();
    if (rest.isEmpty()) {
      inputs.remove(uid);
    } else {
      inputs.put(uid, new SourceInput.Blocks(rest));
    }
    var points = new HashMap<>(batch.progress());
    points.put(uid, progress);
    return batch.with(
        new BatchComposition(batch.index(), batch.timeMillis(), inputs), Map.copyOf(points));
  }

  private static boolean hasPositions(ReceiverInput stream, BatchLine line, List<BlockInfo> held) {
    if (held.stream().anyMatch(info -> info.position().isPresent())) {
      return true;
    }
    return line.all().stream()
        .flatMap(batch -> blocksOf(batch.composition()).stream())
        .anyMatch(block -> block.id().stream() == stream.stream() && block.position() != null);
  }

  private List<BlockReference> missing(BatchComposition composition) {
    return blocksOf(composition).stream().filter(this::isMissing).toList();
  }

  private boolean isMissing(BlockReference block) {
    return !blocks.isThere(block.id()) && !blocks.isLost(block.id());
  }

  private static List<BlockReference> blocksOf(BatchComposition composition, String uid) {
    return composition.inputs().get(uid) instanceof SourceInput.Blocks some
        ? some.blocks()
        : List.of();
  }

  private static List<BlockReference> blocksOf(BatchComposition composition) {
    return composition.inputs().values().stream()
        .filter(SourceInput.Blocks.class::isInstance)
        .flatMap(input -> ((SourceInput.Blocks) input).blocks().stream())
        .toList();
  }

  private String uidOf(ReceiverInput stream) {
    return Optional.of(stream).flatMap(inputs::uidOf).orElse("stream " + stream.stream());
  }
}

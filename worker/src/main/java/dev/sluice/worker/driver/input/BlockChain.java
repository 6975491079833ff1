package dev.sluice.worker.driver.input;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of the blocks that workers hold a new driver has to process; a pure function.
 *
 * <p>Within one attempt of a receiver every block counts: the receiver stores one after the other
 * and repeats what was not answered. The first block of an attempt names the last block of the
 * attempts before that the driver had accepted when the attempt was started; what those attempts
 * stored after it was never accepted, so it is an orphan.
 */
public final class BlockChain {
  private BlockChain() {}

  /**
   * What is left to process of one stream.
   *
   * @param waiting blocks to process, in order
   * @param orphans blocks that count for nothing: used already, or never accepted
   * @param missing blocks that must exist and that nobody has shown
   */
  public record Rebuilt(List<BlockInfo> waiting, List<BlockId> orphans, List<BlockId> missing) {
    public Rebuilt {
      waiting = List.copyOf(waiting);
      orphans = List.copyOf(orphans);
      missing = List.copyOf(missing);
    }
  }

  /**
   * Rebuilds the queue of one stream.
   *
   * @param frontier the last block that a logged batch reads; {@code null} if there is none
   * @param held all blocks of the stream that any worker holds
   */
  public static Rebuilt rebuild(@Nullable BlockId frontier, Collection<BlockInfo> held) {
    var blocks = new TreeMap<BlockId, BlockInfo>();
    for (var info : held) {
      if (frontier == null || info.id().compareTo(frontier) > 0) {
        blocks.put(info.id(), info);
      }
    }
    var waiting = new ArrayList<BlockInfo>();
    var missing = new ArrayList<BlockId>();
    walkBack(frontier, blocks, waiting, missing);
    waiting.sort((left, right) -> left.id().compareTo(right.id()));
    var valid = waiting.stream().map(BlockInfo::id).toList();
    var orphans =
        held.stream()
            .map(BlockInfo::id)
            .filter(id -> (frontier == null || id.compareTo(frontier) > 0) && !valid.contains(id))
            .distinct()
            .sorted()
            .toList();
    return new Rebuilt(waiting, orphans, missing);
  }

  private static void walkBack(
      @Nullable BlockId frontier,
      NavigableMap<BlockId, BlockInfo> blocks,
      List<BlockInfo> waiting,
      List<BlockId> missing) {
    var upTo = blocks.isEmpty() ? null : blocks.lastKey();
    while (upTo != null && (frontier == null || upTo.compareTo(frontier) > 0)) {
      var attempt = new BlockId(upTo.stream(), upTo.attempt(), 0);
      var run = blocks.subMap(attempt, true, upTo, true);
      if (run.isEmpty() || !run.lastKey().equals(upTo)) {
        missing.add(upTo);
      }
      if (run.isEmpty()) {
        return;
      }
      waiting.addAll(run.values());
      addGaps(run, missing);
      upTo = previousAttempt(frontier, run.firstEntry().getValue(), missing);
    }
  }

  private static void addGaps(NavigableMap<BlockId, BlockInfo> run, List<BlockId> missing) {
    BlockId before = null;
    for (var info : run.values()) {
      var id = info.id();
      // A number that is skipped alone says nothing: the receiver may have failed to store a block.
      if (before != null && !info.previous().equals(Optional.of(before))) {
        for (long n = before.sequence() + 1; n < id.sequence(); n++) {
          missing.add(new BlockId(id.stream(), id.attempt(), n));
        }
      }
      before = id;
    }
  }

  /** Returns where the chain goes on before the first block held of an attempt. */
  private static @Nullable BlockId previousAttempt(
      @Nullable BlockId frontier, BlockInfo first, List<BlockId> missing) {
    Optional<BlockId> previous = first.previous();
    if (previous.isEmpty()) {
      return null;
    }
    var id = previous.get();
    if (id.attempt() == first.id().attempt()) {
      if (frontier == null || id.compareTo(frontier) > 0) {
        missing.add(id);
      }
      return null;
    }
    return id;
  }
}

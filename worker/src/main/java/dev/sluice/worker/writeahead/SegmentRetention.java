package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.BlockId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which segments are no longer needed; a pure function. */
public final class SegmentRetention {
  private static final Comparator<BlockId> IN_STREAM =
      Comparator.comparingInt(BlockId::attempt).thenComparingLong(BlockId::sequence);

  /** A block of a segment and the uid of its source. */
  public record Item(String source, BlockId id) {}

  /**
   * How far the receiver streams were read at a checkpoint.
   *
   * @param read by the uid of the source the last block that it covers, empty if there is none
   */
  public record Frontier(Map<String, Optional<BlockId>> read) {
    public Frontier {
      read = Map.copyOf(read);
    }
  }

  private SegmentRetention() {}

  /**
   * Returns whether no restore can need any of the blocks. A restore reads what follows the last
   * block of its checkpoint: blocks of older attempts that were never accepted come before it, too.
   *
   * @param blocks all blocks of a segment
   * @param kept the checkpoints that can be restored, the newest last; at least one
   */
  public static boolean isCovered(Collection<Item> blocks, List<Frontier> kept) {
    var newest = kept.get(kept.size() - 1);
    return blocks.stream()
        .allMatch(block -> kept.stream().allMatch(frontier -> covers(frontier, block, newest)));
  }

  /**
   * A checkpoint of a program that did not have the source yet covers nothing of it, unless the
   * program of the newest one does not have it either: then it was given up.
   */
  private static boolean covers(Frontier frontier, Item block, Frontier newest) {
    var last = frontier.read().get(block.source());
    if (last == null) {
      return !newest.read().containsKey(block.source());
    }
    return last.filter(id -> IN_STREAM.compare(block.id(), id) <= 0).isPresent();
  }
}

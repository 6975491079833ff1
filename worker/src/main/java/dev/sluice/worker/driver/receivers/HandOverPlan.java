package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.driver.input.BlockTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Decides which blocks of a worker that ends get a copy elsewhere; a pure function. */
final class HandOverPlan {
  /** A block and who should have it. */
  record Copy(BlockId id, String target) {}

  private HandOverPlan() {}

  /**
   * Returns whether the worker must stay for now: it has the only copy of something, and nobody is
   * there to take it.
   */
  static boolean mustStay(Collection<BlockTable.Held> held, List<String> executors) {
    return executors.isEmpty()
        && held.stream().anyMatch(block -> !block.logged() && block.holders().size() == 1);
  }

  /**
   * Gives each block that is not in the write-ahead log one more executor, in turn, for the copy
   * that goes.
   *
   * @param held the blocks of the worker that ends
   * @param leaver that worker
   * @param executors those that stay
   */
  static List<Copy> of(Collection<BlockTable.Held> held, String leaver, List<String> executors) {
    var copies = new ArrayList<Copy>();
    for (var block : held) {
      var free = executors.stream().filter(id -> !block.holders().contains(id)).toList();
      var stays = block.holders().stream().anyMatch(id -> !id.equals(leaver));
      if (!free.isEmpty() && !(block.logged() && stays)) {
        copies.add(new Copy(block.id(), free.get(copies.size() % free.size())));
      }
    }
    return copies;
  }
}

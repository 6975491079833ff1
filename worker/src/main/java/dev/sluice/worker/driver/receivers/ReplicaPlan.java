package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.driver.input.BlockTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Decides who copies blocks whose other holder is gone, and to whom; a pure function. */
final class ReplicaPlan {
  /** A block, who has it, and who should have it too. */
  record Copy(BlockId id, String holder, String target) {}

  private ReplicaPlan() {}

  /**
   * Gives each block another executor, in turn; a block whose holder is the only executor waits.
   *
   * @param blocks those with one holder
   * @param executors those that may take copies
   */
  static List<Copy> of(Collection<BlockTable.Held> blocks, List<String> executors) {
    var copies = new ArrayList<Copy>();
    for (var block : blocks) {
      var free = executors.stream().filter(id -> !block.holders().contains(id)).toList();
      if (!free.isEmpty()) {
        copies.add(
            new Copy(
                block.id(),
                block.holders().iterator().next(),
                free.get(copies.size() % free.size())));
      }
    }
    return copies;
  }
}

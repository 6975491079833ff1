package dev.sluice.worker.driver.workers;

import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Which executor owns which partition: partition {@code q} of any stage belongs to {@code owners[q
 * % owners.size]}. Executors own in proportion to their lanes. Immutable.
 *
 * @param owners index of an executor for each partition, at least one
 */
public record Ownership(List<Integer> owners) {
  public Ownership {
    owners = List.copyOf(owners);
  }

  /**
   * Shares partitions out.
   *
   * @param lanes task threads of each executor
   * @param partitions the default parallelism
   */
  public static Ownership share(List<Integer> lanes, int partitions) {
    var turns = new ArrayList<Integer>();
    int most = lanes.stream().mapToInt(Integer::intValue).max().orElse(1);
    for (int round = 0; round < most; round++) {
      for (int executor = 0; executor < lanes.size(); executor++) {
        if (lanes.get(executor) > round) {
          turns.add(executor);
        }
      }
    }
    var owners = new ArrayList<Integer>(partitions);
    for (int partition = 0; partition < Math.max(partitions, turns.size()); partition++) {
      owners.add(turns.get(partition % turns.size()));
    }
    return new Ownership(owners);
  }

  /** Returns the index of the executor that owns a partition. */
  public int ofPartition(int partition) {
    return owners.get(partition % owners.size());
  }

  /** Returns the index of the executor that owns a slot of an operator's state. */
  public int ofSlot(Plan plan, StateSpec state, int slot) {
    return ofPartition(plan.partitionOf(state, slot));
  }
}

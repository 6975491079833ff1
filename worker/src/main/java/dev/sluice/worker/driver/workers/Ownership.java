package dev.sluice.worker.driver.workers;

import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.Stage;
import dev.sluice.worker.plan.StateSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which executor owns which partition: partition {@code q} of any stage belongs to {@code owners[q
 * % owners.size]}. Executors own in proportion to their lanes. Immutable.
 *
 * @param owners index of an executor for each partition, at least one
 */
public record Ownership(List<Integer> owners) {
  private static final int NOBODY = -1;
  private static final int MOST_PLACES = 4_096;

  public Ownership {
    owners = List.copyOf(owners);
  }

  /**
   * Returns how many places a table needs: one for each lane, and for each partition of the stage
   * with most, so that there are some to give to executors that join.
   *
   * @param lanes task threads of each executor
   */
  public static int places(List<Integer> lanes, Plan plan) {
    var most = plan.stages().stream().mapToInt(Stage::partitions).max().orElse(0);
    return Math.max(
        Math.max(plan.partitions(), Math.min(most, MOST_PLACES)),
        lanes.stream().mapToInt(Integer::intValue).sum());
  }

  /**
   * Shares a number of places out anew so that as few as possible move: an executor keeps what it
   * has, up to its share, and the rest goes to those that have less.
   *
   * @param lanes task threads of each executor
   * @param held the places that each executor has; no place twice
   * @param places how many there are
   */
  public static Ownership keeping(List<Integer> lanes, List<Set<Integer>> held, int places) {
    var turns = turns(lanes);
    var share = new int[lanes.size()];
    for (var place = 0; place < places; place++) {
      share[turns.get(place % turns.size())]++;
    }
    var owners = new ArrayList<>(Collections.nCopies(places, NOBODY));
    for (var executor = 0; executor < held.size(); executor++) {
      for (var place : new TreeSet<>(held.get(executor))) {
        if (share[executor] > 0 && owners.get(place) == NOBODY) {
          owners.set(place, executor);
          share[executor]--;
        }
      }
    }
    var next = 0;
    for (var place = 0; place < places; place++) {
      if (owners.get(place) == NOBODY) {
        while (share[turns.get(next % turns.size())] == 0) {
          next++;
        }
        var executor = turns.get(next++ % turns.size());
        owners.set(place, executor);
        share[executor]--;
      }
    }
    return new Ownership(owners);
  }

  private static List<Integer> turns(List<Integer> lanes) {
    var turns = new ArrayList<Integer>();
    int most = lanes.stream().mapToInt(Integer::intValue).max().orElse(1);
    for (int round = 0; round < most; round++) {
      for (int executor = 0; executor < lanes.size(); executor++) {
        if (lanes.get(executor) > round) {
          turns.add(executor);
        }
      }
    }
    return turns;
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

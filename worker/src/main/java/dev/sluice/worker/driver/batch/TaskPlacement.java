package dev.sluice.worker.driver.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts the source tasks of a batch on executors; a pure function. */
public final class TaskPlacement {
  private TaskPlacement() {}

  /**
   * Places tasks. A task goes to an executor that has its data if there is one, the less loaded one
   * of several; the others go where the load per lane is least.
   *
   * @param tasks what each task would like: the executors that have its data, and its weight
   * @param lanes task threads of each executor, by index
   * @return index of the executor of each task
   */
  public static List<Integer> place(List<Wish> tasks, List<Integer> lanes) {
    var load = new double[lanes.size()];
    var placed = new ArrayList<Integer>(tasks.size());
    for (var task : tasks) {
      int best = least(task.executors(), load, lanes);
      load[best] += task.weight();
      placed.add(best);
    }
    return placed;
  }

  private static int least(Set<Integer> allowed, double[] load, List<Integer> lanes) {
    int best = -1;
    for (int executor = 0; executor < load.length; executor++) {
      if ((allowed.isEmpty() || allowed.contains(executor))
          && (best < 0 || load[executor] / lanes.get(executor) < load[best] / lanes.get(best))) {
        best = executor;
      }
    }
    return best;
  }

  /**
   * What a task would like.
   *
   * @param executors indices of the executors that have its data; empty if any will do
   * @param weight how much work it is, such as its records; at least 1
   */
  public record Wish(Set<Integer> executors, long weight) {
    public Wish {
      executors = Set.copyOf(executors);
      if (weight < 1) {
        throw new IllegalArgumentException("weight must be positive: " + weight);
      }
    }
  }
}

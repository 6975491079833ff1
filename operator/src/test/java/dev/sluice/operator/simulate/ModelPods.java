package dev.sluice.operator.simulate;

import java.util.ArrayList;
import java.util.List;

/** The pods of one role: they take time to start, and longer to be as fast as they can. */
final class ModelPods {
  private static final int START_SECONDS = 15;
  private static final int WARM_SECONDS = 25;
  private static final double COLD = 0.3;

  private final List<Integer> readyAt = new ArrayList<>();
  private final double capacity;
  private int changed;

  ModelPods(int count, double capacity) {
    this.capacity = capacity;
    for (int i = 0; i < count; i++) {
      readyAt.add(-WARM_SECONDS);
    }
  }

  void scale(int replicas, int second) {
    while (readyAt.size() < replicas) {
      readyAt.add(second + START_SECONDS);
    }
    while (readyAt.size() > replicas) {
      readyAt.remove(readyAt.size() - 1);
      changed = second;
    }
  }

  /** Lets time pass; returns whether a pod has become ready. */
  boolean tick(int second) {
    boolean joined = readyAt.contains(second);
    changed = joined ? second : changed;
    return joined;
  }

  int wanted() {
    return readyAt.size();
  }

  int ready(int second) {
    return (int) readyAt.stream().filter(time -> time <= second).count();
  }

  int changed() {
    return changed;
  }

  /** Records a second that all pods together can do. */
  double capacity(int second) {
    return readyAt.stream()
            .filter(time -> time <= second)
            .mapToDouble(
                time -> COLD + (1 - COLD) * Math.min(1, (double) (second - time) / WARM_SECONDS))
            .sum()
        * capacity;
  }
}

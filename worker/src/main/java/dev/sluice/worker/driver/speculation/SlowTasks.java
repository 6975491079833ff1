package dev.sluice.worker.driver.speculation;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Spark's rule of which tasks are slow; a pure function. */
final class SlowTasks {
  private SlowTasks() {}

  /**
   * What is known of a batch.
   *
   * @param tasks how many it has
   * @param doneMillis how long each one that is done took
   * @param runningMillis how long each other one has run, by its index
   */
  record Observed(int tasks, Collection<Long> doneMillis, Map<Integer, Long> runningMillis) {}

  /** The tasks that a copy may be started of. */
  static Set<Integer> among(Observed observed, SpeculationSettings settings) {
    var threshold = thresholdMillis(observed, settings);
    return threshold.isEmpty()
        ? Set.of()
        : observed.runningMillis().entrySet().stream()
            .filter(entry -> entry.getValue() > threshold.getAsLong())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  /** How long a task may run; empty while nothing can be said, and for a single task. */
  static OptionalLong thresholdMillis(Observed observed, SpeculationSettings settings) {
    var done = observed.doneMillis().size();
    var least = Math.max(1, (int) Math.floor(settings.quantile() * observed.tasks()));
    if (observed.tasks() < 2 || done < least) {
      return OptionalLong.empty();
    }
    var median = observed.doneMillis().stream().sorted().skip(done / 2).findFirst().orElseThrow();
    return OptionalLong.of(
        Math.max((long) (settings.multiplier() * median), settings.minTaskRuntimeMillis()));
  }
}

package dev.sluice.operator.decide;

import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverLoad;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which places workers of a role have. Fewer than before: those with the highest index go, of
 * receivers those that have the fewest blocks left to store.
 */
final class WorkerIndices {
  private WorkerIndices() {}

  /**
   * Returns the places.
   *
   * @param revision that of the workers that serve the driver
   */
  static NavigableSet<Integer> of(ObservedJob observed, Role role, String revision, int wanted) {
    List<ObservedPod> serving =
        observed.owned(role).stream()
            .filter(pod -> pod.deletion() == null && pod.jobRevision().equals(revision))
            .toList();
    NavigableSet<Integer> indices = new TreeSet<>();
    serving.stream().map(ObservedPod::index).forEach(indices::add);
    for (int index = 0; indices.size() < wanted; index++) {
      indices.add(index);
    }
    if (indices.size() > wanted) {
      DriverLoad load = observed.loadOf(observed.status().driver().podName());
      serving.stream()
          .sorted(
              Comparator.comparingInt(
                      (ObservedPod pod) ->
                          role == Role.EXECUTOR || load == null
                              ? 0
                              : load.unacknowledged().getOrDefault(pod.name(), 0))
                  .thenComparing(Comparator.comparingInt(ObservedPod::index).reversed()))
          .map(ObservedPod::index)
          .distinct()
          .limit(indices.size() - (long) wanted)
          .toList()
          .forEach(indices::remove);
    }
    return indices;
  }
}

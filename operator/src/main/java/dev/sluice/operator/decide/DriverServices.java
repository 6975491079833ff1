package dev.sluice.operator.decide;

import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Services under which drivers are found: one of the job, for people, and one of each revision,
 * for its workers.
 */
final class DriverServices {
  private DriverServices() {}

  /** Returns what it takes to have both point at the driver that runs. */
  static List<Action> pointed(ObservedJob observed, ObservedPod driver) {
    List<Action> actions = new ArrayList<>();
    for (Action.PointService point : of(observed.job(), driver.jobRevision(), driver.number())) {
      if (!Long.valueOf(point.epoch()).equals(observed.services().get(point.name()))) {
        actions.add(point);
      }
    }
    return actions;
  }

  static List<Action.PointService> of(JobIdentity job, String revision, long epoch) {
    return List.of(
        new Action.PointService(job.service(), epoch),
        new Action.PointService(job.service(revision), epoch));
  }

  /** Returns what it takes to delete those of revisions that are not among the ones needed. */
  static List<Action> unneeded(ObservedJob observed, Stream<String> revisions) {
    List<String> needed = new ArrayList<>(List.of(observed.job().service()));
    revisions.map(observed.job()::service).forEach(needed::add);
    return observed.services().keySet().stream()
        .filter(name -> !needed.contains(name))
        .sorted()
        .<Action>map(Action.DeleteService::new)
        .toList();
  }
}

package dev.sluice.operator.decide;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.CheckpointStatus;
import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.SnapshotAnswer;
import dev.sluice.operator.snapshot.SnapshotRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What revisions have left in the store that worked beside the job and were not wanted. Only a
 * driver can delete it, so it is remembered until one has.
 *
 * @param left names of the directories that are still there
 * @param actions what to ask the driver for
 * @param wake when to look for its answer; null if nothing is asked
 */
record Discarded(List<String> left, List<Action> actions, @Nullable Instant wake) {
  private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
  private static final Duration LAST_LOOK = Duration.ofMinutes(10);
  private static final int LOOKS = 10;

  /**
   * Looks at a job.
   *
   * @param driver its driver
   * @param next what works beside it from now on; null if nothing does
   */
  static Discarded of(
      ObservedJob observed, DriverStatus driver, @Nullable SuccessorStatus next, Instant now) {
    List<String> left = new ArrayList<>(observed.status().checkpoint().discarded());
    givenUp(observed, next).filter(name -> !left.contains(name)).ifPresent(left::add);
    while (left.size() > CheckpointStatus.MOST_DISCARDED) {
      left.remove(0);
    }
    DriverReport report = observed.reportOf(driver.podName());
    String pod = driver.podName();
    if (left.isEmpty() || report == null || pod == null || !isReady(observed, driver)) {
      return new Discarded(List.copyOf(left), List.of(), null);
    }
    List<Action> actions = new ArrayList<>();
    Instant wake = null;
    for (String name : List.copyOf(left)) {
      Optional<SnapshotAnswer> answer =
          report.snapshots().stream()
              .filter(each -> SnapshotRequests.discards(each.request(), name))
              .findFirst();
      String state = answer.map(SnapshotAnswer::state).orElse("");
      if (state.equals("Deleted")) {
        left.remove(name);
        actions.add(new Action.AskDriver(pod, name, null));
        continue;
      }
      if (!state.equals("Running")) {
        actions.add(
            new Action.AskDriver(
                pod, name, SnapshotRequests.discard(name, answer.map(SnapshotAnswer::request))));
      }
      wake = Sweep.earlier(wake, now.plus(pause(name, now)));
    }
    return new Discarded(List.copyOf(left), actions, wake);
  }

  /** What worked beside the job, does not any more, and has not become the job. */
  private static Optional<String> givenUp(ObservedJob observed, @Nullable SuccessorStatus next) {
    SuccessorStatus before = observed.status().successor();
    BesideStatus was = before == null ? null : before.beside();
    BesideStatus is = next == null ? null : next.beside();
    return Optional.ofNullable(was)
        .map(BesideStatus::location)
        .filter(location -> is == null || !location.equals(is.location()))
        .filter(location -> !location.equals(JobLocation.of(observed.spec(), observed.status())))
        .flatMap(location -> JobLocation.branch(observed.spec(), location));
  }

  private static boolean isReady(ObservedJob observed, DriverStatus driver) {
    return observed.owned(Role.DRIVER).stream()
        .anyMatch(pod -> pod.name().equals(driver.podName()) && pod.ready() && pod.alive());
  }

  /** The longer there is no answer the rarer it is looked for: an old driver never gives one. */
  private static Duration pause(String name, Instant now) {
    Duration age = Duration.between(JobLocation.begun(name), now).dividedBy(LOOKS);
    if (age.compareTo(FIRST_LOOK) < 0) {
      return FIRST_LOOK;
    }
    return age.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : age;
  }
}

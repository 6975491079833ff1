package dev.sluice.operator.decide;

import dev.sluice.crds.RollingUpdate;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one role and one revision of the job: one for each index, and while the settings
 * of the role change some more, each of which is warm before the one it replaces is told to go.
 */
final class WorkerSet {
  private static final Duration SHORT_LIFE = Duration.ofSeconds(60);
  private static final Duration LEAVE = Duration.ofSeconds(5);
  private static final Duration SURELY_WARM = Duration.ofSeconds(60);

  private final ObservedJob observed;
  private final Role role;
  private final String jobRevision;
  private final String roleRevision;
  private final List<ObservedPod> pods;
  private final Instant now;
  private final List<Action> actions = new ArrayList<>();
  private @Nullable Instant wake;
  private long attempt;

  /**
   * Makes the set.
   *
   * @param pods pods of the role and revision that are not being deleted
   * @param attempt highest attempt number given to a pod of the role
   */
  WorkerSet(
      ObservedJob observed,
      Role role,
      String jobRevision,
      String roleRevision,
      List<ObservedPod> pods,
      long attempt,
      Instant now) {
    this.observed = observed;
    this.role = role;
    this.jobRevision = jobRevision;
    this.roleRevision = roleRevision;
    this.pods = List.copyOf(pods);
    this.attempt = attempt;
    this.now = now;
  }

  List<Action> actions() {
    return List.copyOf(actions);
  }

  @Nullable Instant wake() {
    return wake;
  }

  long attempt() {
    return attempt;
  }

  /** Gives every index a worker that runs or is on its way. */
  void fill(Collection<Integer> indices) {
    for (int index : indices) {
      Optional<ObservedPod> front = front(index);
      if (front.isEmpty()) {
        create(index, 0);
      } else {
        replaceEnded(front.get());
        retireOthers(front.get());
      }
    }
  }

  /** Replaces workers whose own settings changed, as many at a time as the user allows. */
  void roll(Collection<Integer> indices, RollingUpdate limits, int leaving) {
    int surging = leaving;
    int unavailable = 0;
    List<ObservedPod> outdated = new ArrayList<>();
    for (int index : indices) {
      List<ObservedPod> at = at(index);
      surging += Math.max(0, (int) at.stream().filter(ObservedPod::alive).count() - 1);
      if (at.stream().noneMatch(ObservedPod::ready)) {
        unavailable++;
      }
      front(index)
          .filter(pod -> !pod.ended() && !pod.roleRevision().equals(roleRevision))
          .ifPresent(outdated::add);
    }
    for (ObservedPod pod : outdated) {
      if (surging < limits.maxSurge() && unavailable <= limits.maxUnavailable()) {
        create(pod.index(), 0);
        surging++;
      } else if (unavailable < limits.maxUnavailable()) {
        actions.add(new Action.DeletePod(pod.name(), false));
        unavailable++;
      }
    }
  }

  /** Returns the workers that count, one for each index that has one. */
  List<ObservedPod> fronts(Collection<Integer> indices) {
    List<ObservedPod> fronts = new ArrayList<>();
    for (int index : indices) {
      at(index).stream()
          .max(
              Comparator.comparing(ObservedPod::ready)
                  .thenComparing(this::isUpdated)
                  .thenComparingLong(ObservedPod::number))
          .ifPresent(fronts::add);
    }
    return fronts;
  }

  boolean isUpdated(ObservedPod pod) {
    return pod.jobRevision().equals(jobRevision) && pod.roleRevision().equals(roleRevision);
  }

  private List<ObservedPod> at(int index) {
    return pods.stream().filter(pod -> pod.index() == index).toList();
  }

  /** Returns the worker that is to stay at an index: the newest with the wanted settings. */
  private Optional<ObservedPod> front(int index) {
    return at(index).stream()
        .max(Comparator.comparing(this::isUpdated).thenComparingLong(ObservedPod::number));
  }

  /** Deletes what else stands at the index, once the worker that stays does the work. */
  private void retireOthers(ObservedPod front) {
    for (ObservedPod other : at(front.index())) {
      if (!other.name().equals(front.name()) && (other.ended() || isWarm(front))) {
        actions.add(new Action.DeletePod(other.name(), false));
      }
    }
  }

  /**
   * Returns whether batches have been computed since the driver took the worker in. Where the
   * driver can't be asked, a minute has to do.
   */
  private boolean isWarm(ObservedPod pod) {
    if (!(pod.state() instanceof PodState.Running running) || !running.ready()) {
      return false;
    }
    DriverReport report = observed.reportOf(observed.status().driver().podName());
    if (report == null || report.batch() == null) {
      Instant surely = running.since().plus(SURELY_WARM);
      wake = now.isBefore(surely) ? Sweep.earlier(wake, surely) : wake;
      return !now.isBefore(surely);
    }
    return report.state().equals("Running") && report.batch().time().isAfter(running.since());
  }

  private void replaceEnded(ObservedPod pod) {
    if (!(pod.state() instanceof PodState.Ended ended)) {
      return;
    }
    boolean shortLived =
        Duration.between(pod.created(), ended.end().time()).compareTo(SHORT_LIFE) < 0;
    int failures = shortLived ? pod.failures() + 1 : 1;
    Duration delay =
        BackoffDelay.after(
            observed.spec().restartPolicy().backoff(), failures, observed.job().uid());
    if (Objects.equals(ended.end().exitCode(), 0) && delay.compareTo(LEAVE) < 0) {
      delay = LEAVE;
    }
    Instant time = ended.end().time().plus(delay);
    if (now.isBefore(time)) {
      wake = Sweep.earlier(wake, time);
      return;
    }
    actions.add(new Action.DeletePod(pod.name(), false));
    create(pod.index(), failures);
  }

  private void create(int index, int failures) {
    attempt++;
    actions.add(new Action.CreateWorker(role, index, attempt, failures, jobRevision, roleRevision));
  }
}

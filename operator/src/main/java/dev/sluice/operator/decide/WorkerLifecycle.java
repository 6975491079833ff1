package dev.sluice.operator.decide;

import dev.sluice.crds.WorkersStatus;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodProblem;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the workers of one role: one pod for each index, a new attempt for one that ended,
 * and all of one revision once the driver runs with it. Workers survive the driver.
 */
final class WorkerLifecycle {
  private static final Duration SHORT_LIFE = Duration.ofSeconds(60);
  private static final Duration LEAVE = Duration.ofSeconds(5);

  private final ObservedJob observed;
  private final Role role;
  private final String jobRevision;
  private final String roleRevision;
  private final int replicas;
  private final Instant now;
  private final List<Action> actions = new ArrayList<>();
  private final List<ObservedPod> kept = new ArrayList<>();
  private @Nullable Instant wake;
  private long attempt;

  WorkerLifecycle(ObservedJob observed, Role role, String jobRevision, Instant now) {
    this.observed = observed;
    this.role = role;
    this.jobRevision = jobRevision;
    this.now = now;
    boolean receiver = role == Role.RECEIVER;
    var spec = observed.spec();
    this.replicas = receiver ? spec.receivers().replicas() : spec.executors().replicas();
    this.roleRevision = Revision.of(observed.job(), spec).of(role);
    WorkersStatus status = receiver ? observed.status().receivers() : observed.status().executors();
    this.attempt = Math.max(status.attempt(), observed.highestNumber(role));
  }

  /**
   * Plans the workers of a job whose driver stands at a phase.
   *
   * @param phase the driver's phase
   * @param driverIsCurrent whether the newest driver attempt has the current settings
   */
  WorkerPlan plan(Phase phase, boolean driverIsCurrent) {
    int wanted = phase.over() ? 0 : replicas;
    for (ObservedPod pod : observed.owned(role)) {
      boolean outdated = driverIsCurrent && !pod.jobRevision().equals(jobRevision);
      if (pod.index() >= wanted || outdated || isSuperseded(pod) || pod.deletion() != null) {
        wake = Sweep.delete(pod, observed.spec(), now, actions, wake);
      } else {
        kept.add(pod);
      }
    }
    if (phase.kind() != Phase.Kind.SUSPENDING) {
      for (int index = 0; index < wanted; index++) {
        fill(index);
      }
    }
    rollOne(wanted);
    Phase blocked = blocked();
    return new WorkerPlan(
        status(), wanted, blocked, blocked == null ? trouble(wanted) : blocked, actions, wake);
  }

  /** Returns whether a later attempt stands at the pod's index. */
  private boolean isSuperseded(ObservedPod pod) {
    return observed.owned(role).stream()
        .anyMatch(other -> other.index() == pod.index() && other.number() > pod.number());
  }

  private void fill(int index) {
    Optional<ObservedPod> last = kept.stream().filter(pod -> pod.index() == index).findFirst();
    if (last.isEmpty()) {
      create(index, 0);
      return;
    }
    ObservedPod pod = last.get();
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
    create(index, failures);
  }

  private void create(int index, int failures) {
    attempt++;
    actions.add(new Action.CreateWorker(role, index, attempt, failures, jobRevision, roleRevision));
  }

  /** Replaces one worker whose own settings changed, if all of its role are ready. */
  private void rollOne(int wanted) {
    if (kept.size() < wanted || !kept.stream().allMatch(ObservedPod::ready)) {
      return;
    }
    kept.stream()
        .filter(pod -> pod.jobRevision().equals(jobRevision))
        .filter(pod -> !pod.roleRevision().equals(roleRevision))
        .min(Comparator.comparingInt(ObservedPod::index))
        .ifPresent(pod -> actions.add(new Action.DeletePod(pod.name(), false)));
  }

  private WorkersStatus status() {
    int alive = (int) observed.owned(role).stream().filter(ObservedPod::alive).count();
    int ready = (int) kept.stream().filter(ObservedPod::ready).count();
    String selector =
        "%s=%s,%s=%s,%s=%s"
            .formatted(
                Labels.JOB,
                observed.job().name(),
                Labels.JOB_UID,
                observed.job().uid(),
                Labels.ROLE,
                role.label());
    int updated =
        (int)
            kept.stream()
                .filter(pod -> pod.jobRevision().equals(jobRevision))
                .filter(pod -> pod.roleRevision().equals(roleRevision))
                .count();
    return new WorkersStatus(alive, ready, updated, attempt, selector);
  }

  private @Nullable Phase blocked() {
    for (ObservedPod pod : kept) {
      wake = Sweep.earlier(wake, pod.problemTime(now));
      Optional<PodProblem> problem = pod.problem(now);
      if (problem.isPresent()) {
        return Phase.progressing(
            role.title() + problem.get().reason(),
            "Pod " + pod.name() + ": " + Text.sentence(problem.get().message()));
      }
    }
    return null;
  }

  private @Nullable Phase trouble(int wanted) {
    for (ObservedPod pod : kept) {
      if (pod.state() instanceof PodState.Ended ended) {
        return Phase.progressing(
            role.title() + "Ended",
            "Pod %s ended with code %s and is being replaced. %s"
                .formatted(pod.name(), ended.end().exitCode(), Text.sentence(ended.end().message()))
                .strip());
      }
    }
    long ready = kept.stream().filter(ObservedPod::ready).count();
    return ready >= wanted
        ? null
        : Phase.progressing(
            role.title() + "sNotReady",
            ready + " of " + wanted + " " + role.label() + "s are ready.");
  }
}

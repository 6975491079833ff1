package dev.sluice.operator.decide;

import dev.sluice.crds.RollingUpdate;
import dev.sluice.crds.WorkersStatus;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodProblem;
import dev.sluice.operator.observe.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the workers of one role. They survive the driver, as long as it has their revision;
 * while it hands over to one of another revision there is a set of workers for each.
 */
final class WorkerLifecycle {
  private final ObservedJob observed;
  private final Role role;
  private final Revision target;
  private final RollingUpdate limits;
  private final int replicas;
  private final Instant now;
  private final List<Action> actions = new ArrayList<>();
  private final List<ObservedPod> kept = new ArrayList<>();
  private @Nullable Instant wake;
  private long attempt;
  private int leaving;

  WorkerLifecycle(ObservedJob observed, Role role, Revision target, Instant now) {
    this.observed = observed;
    this.role = role;
    this.target = target;
    this.now = now;
    boolean receiver = role == Role.RECEIVER;
    var spec = observed.spec();
    this.replicas = WantedReplicas.of(observed, role);
    this.limits = receiver ? spec.receivers().rollingUpdate() : spec.executors().rollingUpdate();
    WorkersStatus status = receiver ? observed.status().receivers() : observed.status().executors();
    this.attempt = Math.max(status.attempt(), observed.highestNumber(role));
  }

  /**
   * Plans the workers of a job whose driver stands at a phase.
   *
   * @param phase the driver's phase
   * @param serving digests of the revision that the driver has; the target's if it has that, or if
   *     nothing is known of it
   * @param startsNext whether the target's workers are to be started beside those that serve
   */
  WorkerPlan plan(Phase phase, Revision serving, boolean startsNext) {
    int wanted = phase.over() ? 0 : replicas;
    boolean current = serving.job().equals(target.job());
    Revision present = current ? target : serving;
    NavigableSet<Integer> indices = WorkerIndices.of(observed, role, present.job(), wanted);
    Set<String> draining = draining(serving);
    for (ObservedPod pod : observed.owned(role)) {
      if (draining.contains(pod.jobRevision())) {
        continue; // its driver needs it to finish what it has begun
      }
      boolean known =
          pod.jobRevision().equals(serving.job())
              || (startsNext && pod.jobRevision().equals(target.job()));
      boolean placed = indices.contains(pod.index());
      if (!placed || !known || pod.deletion() != null) {
        leaving += pod.deletion() != null && !pod.ended() && placed ? 1 : 0;
        wake = Sweep.delete(pod, observed.spec(), now, actions, wake);
      } else {
        kept.add(pod);
      }
    }
    WorkerSet workers = set(present);
    if (phase.kind() != Phase.Kind.SUSPENDING) {
      workers.fill(indices);
      if (current) {
        workers.roll(indices, limits, leaving);
      }
      take(workers);
      if (!current && startsNext) {
        WorkerSet next = set(target);
        next.fill(indices);
        take(next);
      }
    }
    List<ObservedPod> fronts = workers.fronts(indices);
    Phase blocked = blocked(fronts);
    return new WorkerPlan(
        status(fronts),
        wanted,
        blocked,
        blocked == null ? trouble(fronts, wanted) : blocked,
        current && isUpdated(workers, fronts, wanted),
        actions,
        wake);
  }

  /** Returns the revisions, other than those to be run, of earlier drivers that have not ended. */
  private Set<String> draining(Revision serving) {
    return observed.owned(Role.DRIVER).stream()
        .filter(pod -> pod.number() < observed.status().driver().epoch() && !pod.ended())
        .map(ObservedPod::jobRevision)
        .filter(revision -> !revision.equals(serving.job()) && !revision.equals(target.job()))
        .collect(Collectors.toSet());
  }

  private WorkerSet set(Revision revision) {
    return new WorkerSet(
        observed,
        role,
        revision.job(),
        revision.of(role),
        kept.stream().filter(pod -> pod.jobRevision().equals(revision.job())).toList(),
        attempt,
        now);
  }

  private void take(WorkerSet set) {
    actions.addAll(set.actions());
    wake = Sweep.earlier(wake, set.wake());
    attempt = set.attempt();
  }

  private boolean isUpdated(WorkerSet set, List<ObservedPod> fronts, int wanted) {
    return fronts.size() == wanted
        && kept.size() == wanted
        && fronts.stream().allMatch(pod -> pod.ready() && set.isUpdated(pod));
  }

  private WorkersStatus status(List<ObservedPod> fronts) {
    int alive = (int) observed.owned(role).stream().filter(ObservedPod::alive).count();
    int ready = (int) fronts.stream().filter(ObservedPod::ready).count();
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
                .filter(pod -> pod.jobRevision().equals(target.job()))
                .filter(pod -> pod.roleRevision().equals(target.of(role)))
                .count();
    return new WorkersStatus(alive, ready, updated, attempt, selector);
  }

  private @Nullable Phase blocked(List<ObservedPod> fronts) {
    for (ObservedPod pod : fronts) {
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

  private @Nullable Phase trouble(List<ObservedPod> fronts, int wanted) {
    for (ObservedPod pod : fronts) {
      if (pod.state() instanceof PodState.Ended ended) {
        return Phase.progressing(
            role.title() + "Ended",
            "Pod %s ended with code %s and is being replaced. %s"
                .formatted(pod.name(), ended.end().exitCode(), Text.sentence(ended.end().message()))
                .strip());
      }
    }
    long ready = fronts.stream().filter(ObservedPod::ready).count();
    return ready >= wanted
        ? null
        : Phase.progressing(
            role.title() + "sNotReady",
            ready + " of " + wanted + " " + role.label() + "s are ready.");
  }
}

package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.RestartRuleAction;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.Termination;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodEnd;
import dev.sluice.operator.observe.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the driver: at most one attempt is wanted at any time, its number is in the status
 * before its pod is created, and an attempt that has ended is judged once.
 */
final class DriverLifecycle {
  private final ObservedJob observed;
  private final String revision;
  private final Instant now;
  private final Succession succession;
  private @Nullable SuccessorStatus successor;

  DriverLifecycle(ObservedJob observed, String revision, Instant now) {
    this.observed = observed;
    this.revision = revision;
    this.now = now;
    this.succession = new Succession(observed, revision, now);
    this.successor = succession.after(observed.status().driver().epoch());
  }

  DriverPlan plan() {
    DriverStatus driver = adopted(observed.status().driver());
    DriverPlan plan = observed.spec().suspend() ? suspend(driver) : run(driver);
    List<Action> actions = new ArrayList<>(plan.actions());
    SuccessionPlan planned = plan.succession();
    SuccessionPlan next = planned == null ? withoutPlan(plan) : planned;
    Instant wake = sweepOthers(plan.status().epoch(), next.status(), actions, plan.wake());
    return new DriverPlan(plan.status(), plan.phase(), actions, wake, next);
  }

  /** Keeps the driver that stands by while the present one comes or goes; else it is not wanted. */
  private SuccessionPlan withoutPlan(DriverPlan plan) {
    SuccessorStatus kept = plan.phase().kind() == Phase.Kind.PROGRESSING ? successor : null;
    return new SuccessionPlan(kept, List.of(), kept != null, false, "", null);
  }

  /**
   * Takes over an attempt that is newer than the status, which someone must have reset. While the
   * driver of the status is there it is none: one that stood by is on its way out.
   */
  private DriverStatus adopted(DriverStatus driver) {
    ObservedPod present = current(driver);
    if (present != null && !present.ended()) {
      return driver;
    }
    return observed.owned(Role.DRIVER).stream()
        .filter(pod -> pod.number() > driver.epoch() && pod.deletion() == null)
        .filter(pod -> successor == null || pod.number() != successor.epoch())
        .max((left, right) -> Long.compare(left.number(), right.number()))
        .map(
            pod ->
                driver
                    .change()
                    .epoch(pod.number())
                    .podName(pod.name())
                    .revision(pod.jobRevision())
                    .startedTime(null)
                    .readySince(null)
                    .nextStartTime(null)
                    .done())
        .orElse(driver);
  }

  private @Nullable ObservedPod current(DriverStatus driver) {
    return observed.owned(Role.DRIVER).stream()
        .filter(pod -> pod.number() == driver.epoch())
        .findFirst()
        .orElse(null);
  }

  private DriverPlan suspend(DriverStatus driver) {
    ObservedPod pod = current(driver);
    if (pod != null && !pod.ended()) {
      List<Action> actions = new ArrayList<>();
      Instant wake = Sweep.delete(pod, observed.spec(), now, actions, null);
      return new DriverPlan(
          DriverRecords.seen(driver, pod, observed.spec().restartPolicy(), now),
          new Phase(
              Phase.Kind.SUSPENDING,
              "Suspending",
              "The driver takes a final checkpoint and stops."),
          actions,
          wake);
    }
    DriverStatus recorded = driver;
    if (driver.epoch() > 0 && !isRecorded(driver)) {
      Integer exitCode =
          pod != null && pod.state() instanceof PodState.Ended ended
              ? ended.end().exitCode()
              : null;
      recorded =
          end(
              driver,
              new DriverEnd(
                  EndReason.STOPPED, exitCode, "The driver was stopped to suspend the job."));
    }
    return new DriverPlan(
        recorded,
        new Phase(Phase.Kind.SUSPENDED, "Suspended", "spec.suspend is true."),
        pod == null ? List.of() : delete(pod),
        null);
  }

  private DriverPlan run(DriverStatus driver) {
    if (driver.epoch() == 0) {
      return start(driver);
    }
    SuccessorStatus next = successor;
    if (next != null && !isRecorded(driver) && succession.hasTakenOver(next)) {
      ObservedPod old = current(driver);
      return takenOver(
          old != null && old.state() instanceof PodState.Ended ended
              ? judged(driver, old, ended.end())
              : end(driver, new DriverEnd(EndReason.STOPPED, null, "Another attempt took over.")),
          next);
    }
    if (isRecorded(driver)) {
      return afterEnd(driver);
    }
    ObservedPod pod = current(driver);
    if (pod == null) {
      return driver.podName() == null
          ? create(driver)
          : afterEnd(end(driver, new DriverEnd(gone(driver), null, "The driver's pod is gone.")));
    }
    if (pod.state() instanceof PodState.Ended ended) {
      return afterEnd(judged(driver, pod, ended.end()));
    }
    DriverStatus seen = DriverRecords.seen(driver, pod, observed.spec().restartPolicy(), now);
    return new LiveDriver(observed, seen, pod, revision, now).plan(this::replaceUnreachable);
  }

  /** Returns why a pod is gone: by the operator's doing when another revision is wanted. */
  private EndReason gone(DriverStatus driver) {
    return revision.equals(driver.revision()) ? EndReason.DELETED : EndReason.STOPPED;
  }

  private DriverStatus judged(DriverStatus driver, ObservedPod pod, PodEnd end) {
    boolean replaced =
        !pod.jobRevision().equals(revision)
            && (pod.deletion() != null || Objects.equals(end.exitCode(), 0));
    EndReason reason = replaced ? EndReason.STOPPED : EndReason.of(end, pod.deletion() != null);
    String message = end.message();
    if (message.isBlank()) {
      message =
          end.exitCode() == null
              ? "The driver's pod ended: " + (end.reason().isEmpty() ? "unknown" : end.reason())
              : "The driver exited with code " + end.exitCode();
    }
    boolean chosen = replaced || reason == EndReason.COMPLETED || reason == EndReason.DELETED;
    RestartRuleAction action =
        chosen ? null : RestartRules.action(observed.spec().restartPolicy().rules(), end);
    return end(driver, new DriverEnd(reason, end.exitCode(), message, action));
  }

  private DriverPlan replaceUnreachable(DriverStatus driver) {
    return afterEnd(
        end(
            driver,
            new DriverEnd(
                EndReason.UNREACHABLE,
                null,
                "The driver gave no sign of life for "
                    + observed.spec().driver().unreachableTimeoutSeconds()
                    + " s.")));
  }

  private DriverPlan afterEnd(DriverStatus driver) {
    Termination end = driver.lastTermination();
    if (end == null || !revision.equals(driver.revision())) {
      return start(driver);
    }
    Verdict verdict = Verdict.of(driver, end, observed.spec().restartPolicy());
    SuccessorStatus next = successor;
    if (next != null
        && !end.reason().equals(EndReason.COMPLETED.word())
        && succession.isUsable(next)) {
      return takenOver(driver, next);
    }
    if (verdict instanceof Verdict.Rest rest) {
      return new DriverPlan(driver, rest.phase());
    }
    Instant time = ((Verdict.Restart) verdict).time();
    if (time == null || !now.isBefore(time)) {
      return start(driver);
    }
    return new DriverPlan(
        driver,
        Phase.progressing("DriverBackoff", "Next attempt at " + time + ". Last: " + end.message()),
        List.of(),
        time);
  }

  private DriverPlan takenOver(DriverStatus driver, SuccessorStatus next) {
    successor = null;
    return run(DriverRecords.takenOver(driver, next));
  }

  private DriverPlan start(DriverStatus driver) {
    SuccessorStatus next = successor;
    if (next != null && succession.isUsable(next)) {
      return takenOver(driver, next);
    }
    successor = null;
    return create(DriverRecords.starting(driver, DriverRecords.nextEpoch(observed), revision));
  }

  private DriverPlan create(DriverStatus driver) {
    DriverStatus status =
        revision.equals(driver.revision())
            ? driver
            : driver
                .change()
                .podName(null)
                .revision(revision)
                .startedTime(null)
                .consecutiveFailures(0)
                .countedFailures(0)
                .readySince(null)
                .nextStartTime(null)
                .done();
    List<Action> actions = new ArrayList<>();
    actions.add(new Action.EnsureManifest(revision));
    actions.add(new Action.EnsureCertificate());
    actions.addAll(DriverServices.of(observed.job(), revision, driver.epoch()));
    actions.add(
        new Action.CreateDriver(
            driver.epoch(),
            revision,
            RestorePoint.required(observed.spec(), observed.status()),
            null));
    return new DriverPlan(
        status,
        Phase.progressing("DriverStarting", "Starting driver attempt " + driver.epoch() + "."),
        actions,
        null);
  }

  private boolean isRecorded(DriverStatus driver) {
    Termination end = driver.lastTermination();
    return end != null && end.epoch().equals(driver.epoch());
  }

  private DriverStatus end(DriverStatus driver, DriverEnd end) {
    return DriverRecords.ended(
        driver, end, observed.spec().restartPolicy(), observed.job().uid(), now);
  }

  private static List<Action> delete(ObservedPod pod) {
    return pod.deletion() == null ? List.of(new Action.DeletePod(pod.name(), false)) : List.of();
  }

  /**
   * Deletes all drivers but the present one and its successor, by force when their nodes do not
   * answer: those before are fenced, those that stood by have claimed nothing.
   */
  private @Nullable Instant sweepOthers(
      long epoch, @Nullable SuccessorStatus next, List<Action> actions, @Nullable Instant wake) {
    Instant earliest = wake;
    for (ObservedPod pod : observed.owned(Role.DRIVER)) {
      if (pod.number() != epoch && (next == null || pod.number() != next.epoch())) {
        earliest = Sweep.delete(pod, observed.spec(), now, actions, earliest);
      }
    }
    return earliest;
  }
}

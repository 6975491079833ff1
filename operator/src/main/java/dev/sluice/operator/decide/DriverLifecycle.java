package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.RestartRuleAction;
import dev.sluice.crds.Termination;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodEnd;
import dev.sluice.operator.observe.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the driver: at most one attempt is wanted at any time, its number is in the status
 * before its pod is created, and an attempt that has ended is judged once.
 */
final class DriverLifecycle {
  private final ObservedJob observed;
  private final String revision;
  private final Instant now;

  DriverLifecycle(ObservedJob observed, String revision, Instant now) {
    this.observed = observed;
    this.revision = revision;
    this.now = now;
  }

  DriverPlan plan() {
    DriverStatus driver = adopted(observed.status().driver());
    DriverPlan plan = observed.spec().suspend() ? suspend(driver) : run(driver);
    List<Action> actions = new ArrayList<>(plan.actions());
    Instant wake = sweepPredecessors(plan.status().epoch(), actions, plan.wake());
    return new DriverPlan(plan.status(), plan.phase(), actions, wake);
  }

  /** Takes over an attempt that is newer than the status, which someone must have reset. */
  private DriverStatus adopted(DriverStatus driver) {
    return observed.owned(Role.DRIVER).stream()
        .filter(pod -> pod.number() > driver.epoch())
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
    if (isRecorded(driver)) {
      return afterEnd(driver);
    }
    ObservedPod pod = current(driver);
    if (pod == null) {
      return driver.podName() == null
          ? create(driver)
          : afterEnd(
              end(driver, new DriverEnd(EndReason.DELETED, null, "The driver's pod is gone.")));
    }
    if (pod.state() instanceof PodState.Ended ended) {
      return afterEnd(judged(driver, pod, ended.end()));
    }
    DriverStatus seen = DriverRecords.seen(driver, pod, observed.spec().restartPolicy(), now);
    return new LiveDriver(observed, seen, pod, revision, now).plan(this::replaceUnreachable);
  }

  private DriverStatus judged(DriverStatus driver, ObservedPod pod, PodEnd end) {
    boolean replaced = !pod.jobRevision().equals(revision);
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

  private DriverPlan start(DriverStatus driver) {
    long epoch = Math.max(driver.epoch(), observed.highestNumber(Role.DRIVER)) + 1;
    return create(DriverRecords.starting(driver, epoch, revision));
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
    return new DriverPlan(
        status,
        Phase.progressing("DriverStarting", "Starting driver attempt " + driver.epoch() + "."),
        List.of(
            new Action.EnsureManifest(revision),
            new Action.EnsureCertificate(),
            new Action.PointService(driver.epoch()),
            new Action.CreateDriver(
                driver.epoch(),
                revision,
                RestorePoint.required(observed.spec(), observed.status()))),
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

  /** Deletes the pods of older epochs, by force when their nodes do not answer: they are fenced. */
  private @Nullable Instant sweepPredecessors(
      long epoch, List<Action> actions, @Nullable Instant wake) {
    Instant next = wake;
    for (ObservedPod pod : observed.owned(Role.DRIVER)) {
      if (pod.number() < epoch) {
        next = Sweep.delete(pod, observed.spec(), now, actions, next);
      }
    }
    return next;
  }
}

package dev.sluice.operator.decide;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do about a job: a pure function of what was observed and the time.
 *
 * @param progressInterval how often figures that change with every batch are written at most
 */
public record JobLifecycle(Duration progressInterval) {
  /** Returns the status to write and the steps to take, in this order. */
  public Decision decide(ObservedJob observed, Instant now) {
    Optional<String> refusal = Admission.refusal(observed.spec());
    if (refusal.isPresent()) {
      return refuse(observed, refusal.get(), now);
    }
    String revision = Revision.ofJob(observed.job(), observed.spec());
    DriverPlan driver = new DriverLifecycle(observed, revision, now).plan();
    boolean current = revision.equals(driver.status().revision());
    WorkerPlan receivers =
        new WorkerLifecycle(observed, Role.RECEIVER, revision, now).plan(driver.phase(), current);
    WorkerPlan executors =
        new WorkerLifecycle(observed, Role.EXECUTOR, revision, now).plan(driver.phase(), current);
    List<Action> actions = new ArrayList<>(driver.actions());
    actions.addAll(receivers.actions());
    actions.addAll(executors.actions());
    actions = withNeeds(actions, observed, revision);
    Reported reported = Reported.of(observed, driver.status(), progressInterval, now);
    Phase phase = combined(driver.phase(), receivers, executors);
    var status =
        observed
            .status()
            .withObservedGeneration(observed.job().generation())
            .withDriver(driver.status())
            .withReceivers(receivers.status())
            .withExecutors(executors.status())
            .withCheckpoint(reported.checkpoint())
            .withRestore(reported.restore())
            .withProgress(reported.progress());
    CheckpointAge age =
        CheckpointAge.of(
            observed,
            reported.checkpoint(),
            driver.status().podName(),
            driver.status().readySince());
    Instant wake = Sweep.earlier(driver.wake(), Sweep.earlier(receivers.wake(), executors.wake()));
    Instant stale = age.staleTime();
    return new Decision(
        status.withConditions(conditions(observed, phase, status, age, now)),
        actions,
        stale == null || now.isBefore(stale) ? Sweep.earlier(wake, stale) : wake);
  }

  /** Adds what created workers mount, and drops manifests that nothing mounts any more. */
  private static List<Action> withNeeds(
      List<Action> actions, ObservedJob observed, String revision) {
    List<Action> all = new ArrayList<>();
    if (actions.stream().anyMatch(Action.CreateWorker.class::isInstance)
        && actions.stream().noneMatch(Action.EnsureManifest.class::isInstance)) {
      all.add(new Action.EnsureManifest(revision));
      all.add(new Action.EnsureCertificate());
    }
    all.addAll(actions);
    observed.manifests().stream()
        .filter(name -> !name.equals(observed.job().manifest(revision)))
        .filter(
            name ->
                observed.pods().stream()
                    .filter(ObservedPod::owned)
                    .noneMatch(pod -> observed.job().manifest(pod.jobRevision()).equals(name)))
        .sorted()
        .forEach(name -> all.add(new Action.DeleteManifest(name)));
    return all;
  }

  private static Phase combined(Phase driver, WorkerPlan receivers, WorkerPlan executors) {
    Phase blocked = executors.blocked() != null ? executors.blocked() : receivers.blocked();
    if (blocked != null && driver.reason().equals("DriverStarting")) {
      return blocked; // the driver waits for its workers
    }
    if (driver.kind() != Phase.Kind.RUNNING) {
      return driver;
    }
    Phase trouble = executors.trouble() != null ? executors.trouble() : receivers.trouble();
    return trouble == null
        ? new Phase(
            Phase.Kind.RUNNING,
            "Running",
            "The driver, %d receivers and %d executors are ready."
                .formatted(receivers.wanted(), executors.wanted()))
        : trouble;
  }

  private static List<JobCondition> conditions(
      ObservedJob observed,
      Phase phase,
      StreamingJobStatus status,
      CheckpointAge checkpoints,
      Instant now) {
    var conditions =
        new Conditions(observed.status().conditions(), observed.job().generation(), now)
            .set(Conditions.ACCEPTED, true, "Valid", "The spec can be run.");
    kstatus(conditions, phase);
    checkpoints.judge(conditions, observed.spec().checkpoint().failureThreshold(), now);
    fenced(conditions, status);
    String reason = phase.reason();
    String message = phase.message();
    boolean suspended = phase.kind() == Phase.Kind.SUSPENDED;
    boolean complete = phase.kind() == Phase.Kind.COMPLETE;
    boolean failed = phase.kind() == Phase.Kind.FAILED;
    return conditions
        .set(
            Conditions.SUSPENDED,
            suspended,
            suspended ? reason : "NotSuspended",
            suspended ? message : "")
        .set(
            Conditions.COMPLETE,
            complete,
            complete ? reason : "NotComplete",
            complete ? message : "")
        .set(Conditions.FAILED, failed, failed ? reason : "NotFailed", failed ? message : "")
        .list();
  }

  private static void kstatus(Conditions conditions, Phase phase) {
    boolean ready = phase.kind() == Phase.Kind.RUNNING;
    boolean stalled = phase.kind() == Phase.Kind.STALLED || phase.kind() == Phase.Kind.FAILED;
    boolean reconciling =
        phase.kind() == Phase.Kind.PROGRESSING || phase.kind() == Phase.Kind.SUSPENDING;
    conditions
        .set(Conditions.READY, ready, phase.reason(), phase.message())
        .set(
            Conditions.RECONCILING,
            reconciling,
            reconciling ? phase.reason() : "Settled",
            reconciling ? phase.message() : "")
        .set(
            Conditions.STALLED,
            stalled,
            stalled ? phase.reason() : "NotStalled",
            stalled ? phase.message() : "");
  }

  /** Tells whether the newest attempt has locked all earlier ones out of the log. */
  private static void fenced(Conditions conditions, StreamingJobStatus status) {
    boolean claimed =
        status.restore().resolved() != null
            && status.driver().epoch().equals(status.restore().epoch());
    conditions.set(
        Conditions.FENCED,
        claimed,
        claimed ? "EpochClaimed" : "NotClaimed",
        claimed
            ? "Driver attempt %d has the log; no earlier driver can commit."
                .formatted(status.driver().epoch())
            : "The newest driver has not reported its claim of the log.");
  }

  /** Leaves everything that runs as it is and says why the new spec is not applied. */
  private static Decision refuse(ObservedJob observed, String refusal, Instant now) {
    StreamingJobStatus before = observed.status();
    var conditions =
        new Conditions(before.conditions(), observed.job().generation(), now)
            .set(Conditions.ACCEPTED, false, "Invalid", refusal);
    if (before.driver().epoch() == 0) {
      kstatus(conditions, Phase.stalled("NotAccepted", refusal));
    } else {
      conditions.keepOthers();
    }
    var status =
        before
            .withObservedGeneration(observed.job().generation())
            .withConditions(conditions.list());
    return new Decision(status, List.of(), null);
  }
}

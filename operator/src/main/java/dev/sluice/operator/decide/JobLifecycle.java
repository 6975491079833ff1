package dev.sluice.operator.decide;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.PendingChange;
import dev.sluice.crds.Revisions;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.FieldChange;
import dev.sluice.operator.job.SpecFields;
import dev.sluice.operator.observe.ObservedJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about a job: a pure function of what was observed and the time.
 *
 * @param progressInterval how often figures that change with every batch are written at most
 * @param httpPeers who may read the status and metrics of pods whose network is managed
 * @param certificateLifetime how long a certificate of a job lasts
 * @param httpKey which key the tokens are of that jobs are given; null if they are given none
 */
public record JobLifecycle(
    Duration progressInterval,
    List<NetworkPolicyPeer> httpPeers,
    Duration certificateLifetime,
    @Nullable String httpKey) {
  private static final int MOST_CHANGES = 32;
  private static final int LONGEST_FIELD = 512;

  /** Gives jobs no tokens. */
  public JobLifecycle(
      Duration progressInterval, List<NetworkPolicyPeer> httpPeers, Duration certificateLifetime) {
    this(progressInterval, httpPeers, certificateLifetime, null);
  }

  /** Copies the list. */
  public JobLifecycle {
    httpPeers = List.copyOf(httpPeers);
  }

  /** Returns the same with tokens of another key. */
  public JobLifecycle withHttpKey(@Nullable String other) {
    return new JobLifecycle(progressInterval, httpPeers, certificateLifetime, other);
  }

  /** Returns the status to write and the steps to take, in this order. */
  public Decision decide(ObservedJob asked, Instant now) {
    ObservedJob observed = AutoscalerRecords.applied(asked, progressInterval, now);
    Optional<String> refusal = Admission.refusal(observed.spec());
    if (refusal.isPresent()) {
      return refuse(observed, refusal.get(), now);
    }
    Optional<Phase> snapshot = SnapshotStart.problem(observed);
    if (snapshot.isPresent() && observed.status().driver().epoch() == 0) {
      return waiting(observed, snapshot.get(), now);
    }
    Target target = Target.of(observed);
    Optional<BesideStatus> where = Beside.wanted(observed, target, now);
    Optional<Target> running =
        where.isPresent() || Beside.isThere(observed) ? Target.running(observed) : Optional.empty();
    if (running.isPresent()) {
      return where
          .map(place -> beside(observed, running.get(), target, place, now))
          .orElseGet(() -> removing(observed, running.get(), now));
    }
    Optional<SnapshotGate> gate = SnapshotGate.of(observed, target, now);
    if (gate.isPresent()) {
      return decided(observed, gate.get(), now);
    }
    Attempt attempt = Attempt.of(observed, target, now);
    Rollout rollout = new Rollout(observed.running(target.spec()), target, now);
    Optional<String> failure = rollout.failure(attempt.driver());
    if (failure.isPresent() && rollout.goesBack()) {
      Optional<Target> back = Target.lastStable(observed);
      if (back.isPresent() && rollout.loss(back.get()).isEmpty()) {
        return decided(
            observed,
            Attempt.of(observed, back.get(), now),
            new Outcome(
                new Revisions(
                    observed.status().revisions().current(),
                    back.get().name(),
                    observed.status().revisions().lastStable()),
                UpgradeStatus.rollingBack(now.toString(), target.name(), Text.line(failure.get())),
                null,
                null),
            now);
      }
    }
    UpgradeStatus next = rollout.next(attempt.driver(), attempt.isUpdated());
    return decided(
        observed,
        attempt,
        new Outcome(
            rollout.revisions(next, attempt.isUpdated()),
            next,
            Obstacle.of(observed, rollout, attempt, failure, next),
            rollout.wake(next, attempt.driver())),
        now);
  }

  /** Runs the target beside what runs until it is stable or has failed. */
  private Decision beside(
      ObservedJob observed, Target running, Target target, BesideStatus where, Instant now) {
    Beside beside = Beside.of(observed, running, target, where, now);
    var rollout = new Rollout(observed.running(target.spec()), target, now);
    Optional<String> failure = rollout.failure(beside.fresh());
    Revisions before = observed.status().revisions();
    if (failure.isPresent() && rollout.goesBack()) {
      return decided(
          observed,
          BesideRemoval.plan(observed, running, now).attempt(),
          new Outcome(
              new Revisions(before.current(), before.lastStable(), before.lastStable()),
              UpgradeStatus.rollingBack(now.toString(), target.name(), Text.line(failure.get())),
              null,
              now),
          now);
    }
    if (!beside.begins()) {
      return decided(
          observed,
          beside.attempt(),
          new Outcome(before, beside.step(SnapshotGate.begun(observed, now)), null, null),
          now);
    }
    UpgradeStatus next = rollout.next(beside.fresh(), beside.updated());
    if (next == null) {
      return decide(observed.withStatus(Promotion.of(beside, observed, target, where)), now);
    }
    UpgradeStatus upgrade = beside.step(next);
    return decided(
        observed,
        beside.attempt(),
        new Outcome(
            new Revisions(before.current(), target.name(), before.lastStable()),
            upgrade,
            Obstacle.of(observed, rollout, beside.attempt(), failure, upgrade),
            rollout.wake(upgrade, beside.fresh())),
        now);
  }

  /** Removes a revision that works beside what runs, and lets that go on. */
  private Decision removing(ObservedJob observed, Target running, Instant now) {
    Beside beside = BesideRemoval.plan(observed, running, now);
    return decided(
        observed,
        beside.attempt(),
        new Outcome(
            observed.status().revisions(),
            BesideRemoval.removed(observed.status().upgrade(), now),
            null,
            null),
        now);
  }

  /** Goes on with what runs until a snapshot is there. */
  private Decision decided(ObservedJob observed, SnapshotGate gate, Instant now) {
    Decision decision =
        decided(
            observed,
            Attempt.of(observed, gate.holding(), now),
            new Outcome(
                observed.status().revisions(), gate.upgrade(), gate.obstacle(), gate.wake()),
            now);
    List<Action> actions = new ArrayList<>(decision.actions());
    actions.addAll(gate.actions());
    return new Decision(decision.status(), actions, decision.wake(), decision.specs());
  }

  private Decision decided(ObservedJob observed, Attempt attempt, Outcome outcome, Instant now) {
    ObservedJob running = observed.running(attempt.target().spec());
    Reported reported = Reported.of(running, attempt.driver().status(), progressInterval, now);
    SuccessionPlan succession = attempt.driver().succession();
    SuccessorStatus successor = succession == null ? null : succession.status();
    var discarded = Discarded.of(observed, attempt.driver().status(), successor, now);
    Phase phase = Obstacle.afterRollback(attempt);
    var renewal =
        new CertificateRenewal(observed, certificateLifetime, httpKey, attempt.actions(), now);
    var web = new WebAccess(observed, attempt.driver().status().epoch(), now);
    var status =
        observed
            .status()
            .change()
            .observedGeneration(observed.job().generation())
            .revisions(outcome.revisions())
            .driver(attempt.driver().status())
            .receivers(attempt.receivers().status())
            .executors(attempt.executors().status())
            .checkpoint(
                reported
                    .checkpoint()
                    .at(JobLocation.moved(observed.spec(), observed.status()))
                    .discarding(discarded.left()))
            .restore(EmptyStart.recorded(reported.restore(), outcome.upgrade(), observed.spec()))
            .progress(reported.progress())
            .upgrade(outcome.upgrade())
            .successor(successor)
            .certificate(renewal.certificate())
            .pendingChanges(pending(observed, outcome.revisions().current()))
            .done();
    CheckpointAge age =
        CheckpointAge.of(
            running,
            reported.checkpoint(),
            attempt.driver().status().podName(),
            attempt.driver().status().readySince());
    Instant stale = age.staleTime();
    Instant workers = Sweep.earlier(attempt.receivers().wake(), attempt.executors().wake());
    Instant pods = Sweep.earlier(attempt.driver().wake(), workers);
    Instant others = Sweep.earlier(Sweep.earlier(renewal.wake(), discarded.wake()), web.wake());
    Instant wake = Sweep.earlier(Sweep.earlier(outcome.wake(), others), pods);
    return new Decision(
        status
            .change()
            .conditions(
                JobConditions.of(
                    running,
                    phase,
                    status,
                    age,
                    renewal,
                    web,
                    outcome.upgrade(),
                    outcome.obstacle(),
                    now))
            .done(),
        new Needs(observed, attempt, httpPeers, renewal).actions(discarded, web),
        stale == null || now.isBefore(stale) ? Sweep.earlier(wake, stale) : wake,
        attempt.specs());
  }

  /** Returns the settings of the spec that the present pods do not have. */
  private static List<PendingChange> pending(ObservedJob observed, @Nullable String current) {
    return observed
        .history()
        .named(current)
        .map(
            revision ->
                FieldChange.between(revision.fields(), SpecFields.of(observed.spec()).restarting()))
        .orElse(List.of())
        .stream()
        .filter(change -> change.field().length() <= LONGEST_FIELD)
        .limit(MOST_CHANGES)
        .map(change -> new PendingChange(change.field(), change.updateClass().letter()))
        .toList();
  }

  /** Starts nothing until there is a snapshot to begin from. */
  private static Decision waiting(ObservedJob observed, Phase phase, Instant now) {
    StreamingJobStatus before = observed.status();
    var conditions =
        new Conditions(before.conditions(), observed.job().generation(), now)
            .set(Conditions.ACCEPTED, true, "Valid", "The spec can be run.");
    JobConditions.kstatus(conditions, phase, null, null);
    var status =
        before
            .change()
            .observedGeneration(observed.job().generation())
            .conditions(conditions.list())
            .done();
    return new Decision(status, List.of(), now.plus(SnapshotGate.LOOK), Map.of());
  }

  /** Leaves everything that runs as it is and says why the new spec is not applied. */
  private static Decision refuse(ObservedJob observed, String refusal, Instant now) {
    StreamingJobStatus before = observed.status();
    var conditions =
        new Conditions(before.conditions(), observed.job().generation(), now)
            .set(Conditions.ACCEPTED, false, "Invalid", refusal);
    if (before.driver().epoch() == 0) {
      JobConditions.kstatus(conditions, Phase.stalled("NotAccepted", refusal), null, null);
    } else {
      conditions.keepOthers();
    }
    var status =
        before
            .change()
            .observedGeneration(observed.job().generation())
            .conditions(conditions.list())
            .done();
    return new Decision(status, List.of(), null, Map.of());
  }

  private record Outcome(
      Revisions revisions,
      @Nullable UpgradeStatus upgrade,
      @Nullable Phase obstacle,
      @Nullable Instant wake) {}
}

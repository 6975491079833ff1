package dev.sluice.operator.decide;

import dev.sluice.crds.SuccessorStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a driver that is started beside the present one: one with new settings to hand over
 * to, or a warm second one. It takes over by itself when the present one is gone.
 */
final class Succession {
  /** How long a hand-over waits for workers once the new driver stands by. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration SURELY_UP = Duration.ofSeconds(20);
  private static final String STANDBY = "Standby";
  private static final String STARTING = "Starting";

  private final ObservedJob observed;
  private final String revision;
  private final Instant now;

  Succession(ObservedJob observed, String revision, Instant now) {
    this.observed = observed;
    this.revision = revision;
    this.now = now;
  }

  /** Plans a successor with the target's settings for a driver that runs. */
  SuccessionPlan prepare(ObservedPod present) {
    SuccessorStatus successor = after(present.number());
    boolean foreign = successor != null && !successor.revision().equals(revision);
    ObservedPod pod = successor == null ? null : pod(successor);
    if (successor != null && foreign && pod != null) {
      List<Action> actions = new ArrayList<>();
      Instant wake = Sweep.delete(pod, observed.spec(), now, actions, null);
      return SuccessionPlan.waiting(
          successor, actions, "Another successor makes way: " + pod.name() + ".", wake);
    }
    if (successor == null || foreign) {
      return create(SuccessorStatus.starting(nextEpoch(), revision, 0), present);
    }
    String next = successor.nextStartTime();
    if (next != null) {
      Instant time = Instant.parse(next);
      return now.isBefore(time)
          ? SuccessionPlan.waiting(
              successor, List.of(), "Last attempt: " + failure(successor), time)
          : create(SuccessorStatus.starting(nextEpoch(), revision, successor.failures()), present);
    }
    if (pod == null) {
      return successor.podName() == null
          ? create(successor, present)
          : ended(successor, null, false, "The pod is gone.");
    }
    if (pod.state() instanceof PodState.Ended ended) {
      EndReason reason = EndReason.of(ended.end(), pod.deletion() != null);
      return ended(
          successor,
          pod,
          reason.counts() || reason == EndReason.COMPLETED,
          reason.word() + ": " + ended.end().message());
    }
    return follow(successor, pod);
  }

  /**
   * Returns the successor that is recorded, unless it is the driver by now, or works beside it and
   * waits for nothing.
   */
  @Nullable SuccessorStatus after(long epoch) {
    SuccessorStatus successor = observed.status().successor();
    return successor == null || successor.epoch() <= epoch || successor.beside() != null
        ? null
        : successor;
  }

  private SuccessionPlan follow(SuccessorStatus successor, ObservedPod pod) {
    DriverReport report = observed.reportOf(pod.name());
    boolean standsBy = report != null && report.state().equals(STANDBY);
    String since = successor.standbySince();
    if (!standsBy || report == null) {
      return SuccessionPlan.waiting(
          successor.seen(pod.name(), since), List.of(), why(pod), pod.problemTime(now));
    }
    SuccessorStatus seen = successor.seen(pod.name(), since == null ? now.toString() : since);
    Instant patience = since == null ? now.plus(PATIENCE) : Instant.parse(since).plus(PATIENCE);
    boolean complete =
        !now.isBefore(patience)
            || (report.executors() >= observed.spec().executors().replicas()
                && report.receivers() >= observed.spec().receivers().replicas());
    return new SuccessionPlan(
        seen,
        List.of(),
        true,
        complete,
        "Driver attempt " + seen.epoch() + " stands by.",
        complete ? null : patience);
  }

  private SuccessionPlan create(SuccessorStatus successor, ObservedPod present) {
    List<Action> actions = new ArrayList<>();
    actions.add(new Action.EnsureManifest(revision));
    actions.add(new Action.EnsureCertificate());
    if (!present.jobRevision().equals(revision)) {
      actions.add(new Action.PointService(observed.job().service(revision), successor.epoch()));
    }
    actions.add(
        new Action.CreateDriver(
            successor.epoch(),
            revision,
            RestorePoint.required(observed.spec(), observed.status()),
            present.address()));
    return SuccessionPlan.waiting(
        successor, actions, "Starting driver attempt " + successor.epoch() + ".", null);
  }

  SuccessionPlan ended(
      SuccessorStatus successor, @Nullable ObservedPod pod, boolean counts, String message) {
    Duration delay =
        BackoffDelay.after(
            observed.spec().restartPolicy().backoff(),
            successor.failures() + 2,
            observed.job().uid());
    Instant next = now.plus(delay);
    String line = "Driver attempt " + successor.epoch() + ": " + Text.sentence(message);
    return SuccessionPlan.waiting(
        successor.ended(counts, line, next.toString()),
        pod == null || pod.deletion() != null
            ? List.of()
            : List.of(new Action.DeletePod(pod.name(), false)),
        line,
        next);
  }

  /** Returns whether it has claimed the log, so that it is the driver now. */
  boolean hasTakenOver(SuccessorStatus successor) {
    ObservedPod pod = pod(successor);
    DriverReport report = pod == null ? null : observed.reportOf(pod.name());
    return report != null && !report.state().equals(STANDBY) && !report.state().equals(STARTING);
  }

  /** Returns whether it takes over by itself now that the present driver is gone. */
  boolean isUsable(SuccessorStatus successor) {
    ObservedPod pod = pod(successor);
    if (pod == null || !pod.alive() || !successor.revision().equals(revision)) {
      return false;
    }
    boolean up =
        pod.state() instanceof PodState.Running running
            && !now.isBefore(running.since().plus(SURELY_UP));
    return successor.standbySince() != null || up || observed.reportOf(pod.name()) != null;
  }

  private long nextEpoch() {
    return DriverRecords.nextEpoch(observed);
  }

  private @Nullable ObservedPod pod(SuccessorStatus successor) {
    return observed.owned(Role.DRIVER).stream()
        .filter(pod -> pod.number() == successor.epoch())
        .findFirst()
        .orElse(null);
  }

  private static String failure(SuccessorStatus successor) {
    String message = successor.message();
    return message == null ? "none." : message;
  }

  String why(ObservedPod pod) {
    return "Pod "
        + pod.name()
        + pod.problem(now)
            .map(problem -> ": " + Text.sentence(problem.message()))
            .orElse(" is starting.");
  }
}

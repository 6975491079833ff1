package dev.sluice.operator.decide;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the driver of a revision that works beside the present one. It waits for nobody and
 * takes nothing over; its number is above that of the present driver, so that it can become that.
 */
final class BesideDriver {
  private static final String RUNNING = "Running";

  private final ObservedJob observed;
  private final String revision;
  private final BesideStatus where;
  private final Instant now;
  private final Succession succession;

  /**
   * Makes it.
   *
   * @param observed the job with the spec that the new revision runs with
   */
  BesideDriver(ObservedJob observed, String revision, BesideStatus where, Instant now) {
    this.observed = observed;
    this.revision = revision;
    this.where = where;
    this.now = now;
    this.succession = new Succession(observed, revision, now);
  }

  /**
   * Plans it; {@code standsBy} of the plan says that its workers may be started, {@code complete}
   * that it is ready.
   *
   * @param successor its status; null before the first attempt
   */
  SuccessionPlan plan(@Nullable SuccessorStatus successor) {
    if (successor == null) {
      return create(0);
    }
    ObservedPod pod = pod(successor.epoch());
    if (successor.epoch() <= observed.status().driver().epoch()) {
      return pod == null ? create(successor.failures()) : renumber(successor, pod);
    }
    String next = successor.nextStartTime();
    if (next != null) {
      Instant time = Instant.parse(next);
      return now.isBefore(time)
          ? SuccessionPlan.waiting(
              successor, List.of(), "Last attempt: " + message(successor), time)
          : create(successor.failures());
    }
    if (pod == null) {
      return successor.podName() == null
          ? create(successor)
          : succession.ended(successor, null, false, "The pod is gone.");
    }
    if (pod.state() instanceof PodState.Ended ended) {
      EndReason reason = EndReason.of(ended.end(), pod.deletion() != null);
      return succession.ended(
          successor,
          pod,
          reason.counts() || reason == EndReason.COMPLETED,
          reason.word() + ": " + ended.end().message());
    }
    return follow(successor, pod);
  }

  private SuccessionPlan follow(SuccessorStatus successor, ObservedPod pod) {
    DriverReport report = observed.reportOf(pod.name());
    boolean ready =
        pod.ready() && pod.deletion() == null && (report == null || report.state().equals(RUNNING));
    String before = successor.standbySince();
    String since = ready ? (before == null ? now.toString() : before) : null;
    return new SuccessionPlan(
        successor.seen(pod.name(), since),
        List.of(),
        pod.state() instanceof PodState.Running,
        ready,
        ready ? "Driver attempt " + successor.epoch() + " is ready." : succession.why(pod),
        pod.problemTime(now));
  }

  /** The present driver was replaced and has a higher number now: this one gets a higher one. */
  private SuccessionPlan renumber(SuccessorStatus successor, ObservedPod pod) {
    List<Action> actions = new ArrayList<>();
    Instant wake = Sweep.delete(pod, observed.spec(), now, actions, null);
    return SuccessionPlan.waiting(
        successor.seen(pod.name(), null),
        actions,
        "The old driver was replaced; driver attempt " + successor.epoch() + " starts again.",
        wake);
  }

  private SuccessionPlan create(int failures) {
    return create(
        SuccessorStatus.starting(DriverRecords.nextEpoch(observed), revision, failures)
            .working(where));
  }

  private SuccessionPlan create(SuccessorStatus successor) {
    return SuccessionPlan.waiting(
        successor,
        List.of(
            new Action.EnsureManifest(revision),
            new Action.EnsureCertificate(),
            new Action.PointService(observed.job().service(revision), successor.epoch()),
            new Action.CreateDriver(successor.epoch(), revision, false, null)),
        "Starting driver attempt " + successor.epoch() + " beside the old one.",
        null);
  }

  private @Nullable ObservedPod pod(long epoch) {
    return observed.owned(Role.DRIVER).stream()
        .filter(pod -> pod.number() == epoch)
        .findFirst()
        .orElse(null);
  }

  private static String message(SuccessorStatus successor) {
    String message = successor.message();
    return message == null ? "none." : message;
  }
}

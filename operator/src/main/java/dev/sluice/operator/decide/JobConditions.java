package dev.sluice.operator.decide;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.observe.ObservedJob;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in conditions where a job stands. */
final class JobConditions {
  private static final Set<String> AT_REST = Set.of("Stabilizing", "RolledBack", "Suspended");

  private JobConditions() {}

  /**
   * Returns the conditions of a job that is accepted.
   *
   * @param status the status without its conditions
   * @param checkpoints how old the newest checkpoint is
   * @param renewal of its certificate
   * @param web the way to its web pages
   * @param upgrade the change of revision; null if none is under way
   * @param obstacle why that goes nowhere; null if it does not stand still
   */
  static List<JobCondition> of(
      ObservedJob observed,
      Phase phase,
      StreamingJobStatus status,
      CheckpointAge checkpoints,
      CertificateRenewal renewal,
      WebAccess web,
      @Nullable UpgradeStatus upgrade,
      @Nullable Phase obstacle,
      Instant now) {
    var conditions =
        new Conditions(observed.status().conditions(), observed.job().generation(), now)
            .set(Conditions.ACCEPTED, true, "Valid", "The spec can be run.");
    kstatus(conditions, phase, upgrade, obstacle);
    progressing(conditions, upgrade, obstacle);
    AutoscalerRecords.conditions(conditions, observed);
    checkpoints.judge(conditions, observed.spec().checkpoint().failureThreshold(), now);
    fenced(conditions, status);
    renewal.condition(conditions);
    web.condition(conditions);
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

  static void kstatus(
      Conditions conditions,
      Phase phase,
      @Nullable UpgradeStatus upgrade,
      @Nullable Phase obstacle) {
    boolean ready = phase.kind() == Phase.Kind.RUNNING;
    boolean over = phase.kind() == Phase.Kind.STALLED || phase.kind() == Phase.Kind.FAILED;
    Phase stall = over ? phase : obstacle;
    conditions
        .set(Conditions.READY, ready, phase.reason(), phase.message())
        .set(
            Conditions.STALLED,
            stall != null,
            stall != null ? stall.reason() : "NotStalled",
            stall != null ? stall.message() : "");
    if (phase.kind() == Phase.Kind.PROGRESSING || phase.kind() == Phase.Kind.SUSPENDING) {
      conditions.set(Conditions.RECONCILING, true, phase.reason(), phase.message());
    } else if (ready && stall == null && upgrade != null && !AT_REST.contains(step(upgrade))) {
      conditions.set(Conditions.RECONCILING, true, step(upgrade), message(upgrade));
    } else {
      conditions.set(Conditions.RECONCILING, false, "Settled", "");
    }
  }

  private static void progressing(
      Conditions conditions, @Nullable UpgradeStatus upgrade, @Nullable Phase obstacle) {
    if (obstacle != null) {
      conditions.set(Conditions.PROGRESSING, false, obstacle.reason(), obstacle.message());
    } else if (upgrade == null) {
      conditions.set(Conditions.PROGRESSING, true, "Stable", "The revision is stable.");
    } else {
      conditions.set(Conditions.PROGRESSING, true, step(upgrade), message(upgrade));
    }
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

  private static String step(UpgradeStatus upgrade) {
    return Objects.requireNonNullElse(upgrade.step(), "Starting");
  }

  private static String message(UpgradeStatus upgrade) {
    return Objects.requireNonNullElse(upgrade.message(), "");
  }
}

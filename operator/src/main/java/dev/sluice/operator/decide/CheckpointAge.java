package dev.sluice.operator.decide;

import dev.sluice.crds.Checkpoint;
import dev.sluice.crds.CheckpointStatus;
import dev.sluice.crds.CompletedCheckpoint;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a job's checkpoints do: whether they fail, and how old the newest one is. */
record CheckpointAge(
    CheckpointStatus status, @Nullable Instant newest, long staleSeconds, boolean refused) {
  private static final int PERIODS = 2;

  /**
   * Returns what is known of the checkpoints of a job.
   *
   * @param podName the driver's pod
   * @param readySince when the driver became ready, if it is
   */
  static CheckpointAge of(
      ObservedJob observed,
      CheckpointStatus status,
      @Nullable String podName,
      @Nullable String readySince) {
    Checkpoint settings = observed.spec().checkpoint();
    long staleSeconds =
        Math.max(settings.staleAfterSeconds(), PERIODS * settings.periodSeconds().longValue());
    DriverReport report = observed.reportOf(podName);
    boolean refused = observed.isRefusedBy(podName);
    if (report == null || readySince == null || refused) {
      return new CheckpointAge(status, null, staleSeconds, refused);
    }
    Instant ready = Instant.parse(readySince);
    CompletedCheckpoint last = report.lastCompleted();
    Instant completed = last == null ? ready : Instant.parse(last.time());
    return new CheckpointAge(
        status, completed.isAfter(ready) ? completed : ready, staleSeconds, false);
  }

  /**
   * Returns when the newest checkpoint of a running job becomes too old; null if its driver is not
   * ready or does not answer.
   */
  @Nullable Instant staleTime() {
    return newest == null ? null : newest.plusSeconds(staleSeconds);
  }

  void judge(Conditions conditions, int failureThreshold, Instant now) {
    int failures = status.consecutiveFailures();
    Instant stale = staleTime();
    if (refused) {
      conditions.unknown(
          Conditions.CHECKPOINTS_HEALTHY,
          "TokenRefused",
          "The driver asks for a token of a key that the operator does not have (401), so nothing is"
              + " known of it. Its pods get another token within minutes, unless CertificateCurrent"
              + " or the event StepFailed says why not; with the earlier key in a second line of the"
              + " Secret of keys it is asked at once.");
    } else if (failures >= failureThreshold) {
      conditions.set(
          Conditions.CHECKPOINTS_HEALTHY,
          false,
          "CheckpointsFail",
          failures + " checkpoints in a row failed; see the driver's log and the store.");
    } else if (stale != null && !now.isBefore(stale)) {
      conditions.set(
          Conditions.CHECKPOINTS_HEALTHY,
          false,
          "CheckpointStale",
          "No checkpoint was completed since "
              + newest
              + ", for more than "
              + staleSeconds
              + " s; see the driver's log and the store.");
    } else if (status.lastCompleted() == null) {
      conditions.unknown(
          Conditions.CHECKPOINTS_HEALTHY, "NoCheckpointYet", "No checkpoint is completed yet.");
    } else {
      conditions.set(
          Conditions.CHECKPOINTS_HEALTHY, true, "Completed", "Checkpoints are being completed.");
    }
  }
}

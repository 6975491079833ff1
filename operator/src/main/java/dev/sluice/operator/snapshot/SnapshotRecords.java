package dev.sluice.operator.snapshot;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.operator.observe.SnapshotAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Successive values of a snapshot's status. */
final class SnapshotRecords {
  private static final int LONGEST = 1024;
  private static final String COMPLETE = "Complete";
  private static final String FAILED = "Failed";

  private final ObservedSnapshot observed;
  private final StreamingJobSnapshotStatus status;
  private final Instant now;

  SnapshotRecords(ObservedSnapshot observed, Instant now) {
    this.observed = observed;
    this.status = observed.status();
    this.now = now;
  }

  StreamingJobSnapshotStatus pending(String reason, String message) {
    return with(
        SnapshotPhase.Pending,
        status.podName(),
        status.attempts(),
        status.failures(),
        status.nextAttemptTime(),
        status.startTime(),
        conditions(reason, message, false));
  }

  StreamingJobSnapshotStatus asked(String podName, int attempt, String message) {
    return with(
        SnapshotPhase.Running,
        podName,
        attempt,
        status.failures(),
        null,
        status.startTime() == null ? now.toString() : status.startTime(),
        conditions("Running", message, false));
  }

  StreamingJobSnapshotStatus failedOnce(Instant next, String message) {
    return with(
        SnapshotPhase.Pending,
        status.podName(),
        status.attempts(),
        status.failures() + 1,
        next.toString(),
        status.startTime(),
        conditions("WriteFailed", message + " It is tried again at " + next + ".", false));
  }

  StreamingJobSnapshotStatus failed(String reason, String message) {
    return ended(SnapshotPhase.Failed, null, null, conditions(reason, message, true));
  }

  StreamingJobSnapshotStatus completed(SnapshotAnswer answer, String location) {
    return ended(
        SnapshotPhase.Completed,
        answer,
        location,
        conditions("Completed", answer.message(), false));
  }

  /** The driver is not asked any more. */
  StreamingJobSnapshotStatus withdrawn() {
    return new StreamingJobSnapshotStatus(
        status.observedGeneration(),
        status.phase(),
        status.location(),
        status.checkpointId(),
        status.batchIndex(),
        status.sizeBytes(),
        null,
        status.attempts(),
        status.failures(),
        null,
        status.startTime(),
        status.completionTime(),
        status.conditions());
  }

  private StreamingJobSnapshotStatus with(
      SnapshotPhase phase,
      @Nullable String podName,
      int attempts,
      int failures,
      @Nullable String next,
      @Nullable String start,
      List<JobCondition> conditions) {
    return new StreamingJobSnapshotStatus(
        observed.generation(),
        phase,
        null,
        null,
        null,
        null,
        podName,
        attempts,
        failures,
        next,
        start,
        null,
        conditions);
  }

  private StreamingJobSnapshotStatus ended(
      SnapshotPhase phase,
      @Nullable SnapshotAnswer answer,
      @Nullable String location,
      List<JobCondition> conditions) {
    return new StreamingJobSnapshotStatus(
        observed.generation(),
        phase,
        location,
        answer == null ? null : answer.checkpoint(),
        answer == null ? null : answer.batchIndex(),
        answer == null ? null : answer.bytes(),
        status.podName(),
        status.attempts(),
        status.failures(),
        null,
        status.startTime(),
        now.toString(),
        conditions);
  }

  private List<JobCondition> conditions(String reason, String message, boolean failed) {
    boolean completed = reason.equals("Completed");
    return List.of(
        condition(COMPLETE, completed, reason, message),
        condition(FAILED, failed, failed ? reason : "NotFailed", failed ? message : ""));
  }

  private JobCondition condition(String type, boolean isTrue, String reason, String message) {
    String value = isTrue ? "True" : "False";
    String time =
        status.conditions().stream()
            .filter(before -> before.type().equals(type) && before.status().equals(value))
            .map(JobCondition::lastTransitionTime)
            .findFirst()
            .orElse(now.toString());
    String line = message.lines().findFirst().orElse("");
    return new JobCondition(
        type,
        value,
        reason,
        line.substring(0, Math.min(LONGEST, line.length())),
        time,
        observed.generation());
  }
}

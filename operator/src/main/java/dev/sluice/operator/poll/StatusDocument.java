package dev.sluice.operator.poll;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.crds.CompletedCheckpoint;
import dev.sluice.operator.observe.DriverLoad;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.SnapshotAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of a driver's {@code /api/v1/status}, as far as the operator reads it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StatusDocument(
    long epoch,
    @Nullable String state,
    @Nullable Restored restore,
    @Nullable Progressed progress,
    @Nullable Checkpoints checkpoint,
    @Nullable LoadDocument load,
    @Nullable String failure,
    boolean configurationChanged,
    @Nullable Registered executors,
    @Nullable Registered receivers,
    @Nullable List<Snapshot> snapshots) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Parses an answer; {@link #report} and {@link #load(Instant)} say what it means.
   *
   * @throws IOException if it is not the expected JSON
   */
  static StatusDocument parse(byte[] json) throws IOException {
    return MAPPER.readValue(json, StatusDocument.class);
  }

  /** Returns what it says of the load, or null if it says nothing. */
  @Nullable DriverLoad load(Instant time) {
    return load == null ? null : load.load(epoch, time);
  }

  DriverReport report() {
    Completed completed = checkpoint == null ? null : checkpoint.lastCompleted();
    return new DriverReport(
        state == null ? "Starting" : state,
        epoch,
        restore == null ? null : restore.resolved(),
        completed == null
            ? null
            : new CompletedCheckpoint(
                completed.id(),
                completed.path() == null ? "" : completed.path(),
                Instant.ofEpochMilli(completed.timeMillis()).toString()),
        checkpoint == null ? 0 : checkpoint.consecutiveFailures(),
        progress == null ? null : progress.batch(),
        failure,
        configurationChanged,
        executors == null ? 0 : executors.registered(),
        receivers == null ? 0 : receivers.registered(),
        snapshots == null ? List.of() : snapshots.stream().map(Snapshot::answer).toList());
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Snapshot(
      @Nullable String request,
      @Nullable String state,
      @Nullable String message,
      @Nullable String path,
      long checkpoint,
      long batchIndex,
      long bytes) {
    SnapshotAnswer answer() {
      return new SnapshotAnswer(
          request == null ? "" : request,
          state == null ? "Running" : state,
          message == null ? "" : message,
          path,
          checkpoint,
          batchIndex,
          bytes);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Registered(int registered) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Restored(@Nullable String resolved) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Checkpoints(@Nullable Completed lastCompleted, int consecutiveFailures) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Completed(long id, @Nullable String path, long timeMillis) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Progressed(
      long batchIndex,
      long batchTimeMillis,
      double recordsPerSecond,
      double processingMillis,
      double schedulingDelayMillis,
      long stateEntries,
      long totalRecords) {
    DriverReport.Batch batch() {
      return new DriverReport.Batch(
          batchIndex,
          Instant.ofEpochMilli(batchTimeMillis),
          Math.round(recordsPerSecond),
          Math.round(processingMillis),
          Math.round(schedulingDelayMillis),
          stateEntries,
          totalRecords);
    }
  }
}

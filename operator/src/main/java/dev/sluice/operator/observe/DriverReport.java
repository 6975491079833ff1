package dev.sluice.operator.observe;

import dev.sluice.crds.CompletedCheckpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver said of itself.
 *
 * @param state Starting, Standby, Restoring, Running, Stopping, Stopped or Failed
 * @param epoch the epoch that it claimed in the log
 * @param resolved path of the checkpoint it began from, or Empty; null before it knows
 * @param lastCompleted its newest checkpoint
 * @param failedCheckpoints checkpoints that failed since
 * @param batch the batch it last finished
 * @param failure one line, if the program failed
 * @param configurationChanged whether what its configuration was read from has changed since
 * @param executors executors that are connected, or wait to be let in by a driver that stands by
 * @param receivers receiver workers in the same sense
 * @param snapshots what it says to requests for snapshots
 */
public record DriverReport(
    String state,
    long epoch,
    @Nullable String resolved,
    @Nullable CompletedCheckpoint lastCompleted,
    int failedCheckpoints,
    @Nullable Batch batch,
    @Nullable String failure,
    boolean configurationChanged,
    int executors,
    int receivers,
    List<SnapshotAnswer> snapshots) {
  /** Copies the list. */
  public DriverReport {
    snapshots = List.copyOf(snapshots);
  }

  /** A report of a driver that is not asked for snapshots. */
  public DriverReport(
      String state,
      long epoch,
      @Nullable String resolved,
      @Nullable CompletedCheckpoint lastCompleted,
      int failedCheckpoints,
      @Nullable Batch batch,
      @Nullable String failure,
      boolean configurationChanged,
      int executors,
      int receivers) {
    this(
        state,
        epoch,
        resolved,
        lastCompleted,
        failedCheckpoints,
        batch,
        failure,
        configurationChanged,
        executors,
        receivers,
        List.of());
  }

  /**
   * A finished batch.
   *
   * @param index its number
   * @param time its time
   * @param recordsPerSecond records taken in a second
   * @param processingMillis how long it took
   * @param schedulingDelayMillis how long it waited
   * @param stateEntries keys held in state after it
   * @param totalRecords records since the job began
   */
  public record Batch(
      long index,
      Instant time,
      long recordsPerSecond,
      long processingMillis,
      long schedulingDelayMillis,
      long stateEntries,
      long totalRecords) {}
}

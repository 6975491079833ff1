package dev.sluice.worker.driver.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code GET /api/v1/status} gives. Times are in milliseconds since 1970.
 *
 * @param job name of the job
 * @param epoch the driver's epoch; 0 before it is claimed
 * @param generation the generation of the last committed batch
 * @param state Starting, Standby, Restoring, Running, Stopping, Stopped or Failed
 * @param restore what the job began with
 * @param batch the last committed batch
 * @param progress figures of the last committed batch
 * @param executors executors that are connected
 * @param receivers how the receivers do
 * @param load how much the job has to do
 * @param checkpoint the newest checkpoint
 * @param failure one line, if the job failed
 */
public record JobStatus(
    String job,
    long epoch,
    long generation,
    String state,
    Restore restore,
    BatchTime batch,
    Progress progress,
    Registered executors,
    Receivers receivers,
    JobLoad load,
    CheckpointStatus checkpoint,
    @Nullable String failure) {

  /**
   * What the job began with.
   *
   * @param resolved path of a checkpoint or {@code Empty}; null before it is known
   * @param notices one line for each checkpoint that was passed over, with the reason
   */
  public record Restore(@Nullable String resolved, List<String> notices) {
    public Restore {
      notices = List.copyOf(notices);
    }
  }

  /** A batch. */
  public record BatchTime(long time, long index) {}

  /** Figures of a batch. */
  public record Progress(
      long batchIndex,
      long batchTimeMillis,
      long records,
      double recordsPerSecond,
      long processingMillis,
      long schedulingDelayMillis,
      long stateEntries,
      long totalRecords,
      long committedAtMillis,
      long waitingBatches) {}

  /**
   * The executors.
   *
   * @param registered how many are connected
   * @param owners those that own partitions and have their state, or were asked to end
   */
  public record Registered(int registered, List<Owner> owners) {
    public Registered {
      owners = List.copyOf(owners);
    }
  }

  /**
   * An executor.
   *
   * @param partitions how many of the job's partitions it owns and computes
   * @param leaving whether it was asked to end
   */
  public record Owner(String id, int partitions, boolean leaving) {}

  /**
   * The receivers.
   *
   * @param registered receiver workers that are connected
   * @param failedStarts how often a receiver started again since one stored a block
   * @param lastError what it said when it did so last
   * @param rateLimits records a second that back pressure lets a stream take in, by the stream's id
   * @param lost what was received and is lost since this driver began, by the stream's id
   */
  public record Receivers(
      int registered,
      int failedStarts,
      @Nullable String lastError,
      Map<Integer, Double> rateLimits,
      Map<Integer, Lost> lost) {
    public Receivers {
      lost = Map.copyOf(lost);
      rateLimits = Map.copyOf(rateLimits);
    }
  }

  /** Received blocks that are lost, and the records in those whose content is known. */
  public record Lost(long blocks, long records) {}

  /** The newest checkpoint and how the last attempts went. */
  public record CheckpointStatus(@Nullable Completed lastCompleted, int consecutiveFailures) {}

  /** A complete checkpoint. */
  public record Completed(long id, String path, long timeMillis, long batchIndex) {}

  /** The status of a driver that has not begun. */
  public static JobStatus starting(String job, long epoch) {
    return new JobStatus(
        job,
        epoch,
        0,
        "Starting",
        new Restore(null, List.of()),
        new BatchTime(0, 0),
        new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        new Registered(0, List.of()),
        new Receivers(0, 0, null, Map.of(), Map.of()),
        JobLoad.unknown(0),
        new CheckpointStatus(null, 0),
        null);
  }
}

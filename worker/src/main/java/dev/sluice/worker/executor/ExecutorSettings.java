package dev.sluice.worker.executor;

/**
 * The numbers of one executor.
 *
 * @param workerId its name, as in the driver's list of executors
 * @param lanes number of task threads
 * @param mostQueuedChunks hand-overs that may wait for one lane before the sender helps itself by
 *     working off its own queue
 */
public record ExecutorSettings(String workerId, int lanes, int mostQueuedChunks) {
  private static final int DEFAULT_QUEUED_CHUNKS = 256;

  /** Checks the numbers. */
  public ExecutorSettings {
    if (lanes < 1 || mostQueuedChunks < 1) {
      throw new IllegalArgumentException(
          "lanes and queue must be positive: lanes=%d, queue=%d"
              .formatted(lanes, mostQueuedChunks));
    }
  }

  /** Settings with the default queue. */
  public ExecutorSettings(String workerId, int lanes) {
    this(workerId, lanes, DEFAULT_QUEUED_CHUNKS);
  }
}

package dev.sluice.worker.plan;

/**
 * The numbers that a plan depends on; fixed for the life of a job's state.
 *
 * @param batchIntervalMillis the batch interval
 * @param partitions the default parallelism
 * @param shards slices of the key space, a power of two
 */
public record PlanSettings(long batchIntervalMillis, int partitions, int shards) {
  /** Shards for each executor, before rounding up to a power of two. */
  private static final int SHARDS_PER_EXECUTOR = 64;

  /** Checks the numbers. */
  public PlanSettings {
    if (partitions < 1 || shards < partitions || Integer.bitCount(shards) != 1) {
      throw new IllegalArgumentException(
          "state.shards must be a power of two and at least default.parallelism: shards=%d, parallelism=%d"
              .formatted(shards, partitions));
    }
  }

  /**
   * The default number of shards.
   *
   * @param executors number of executors
   * @param partitions the default parallelism
   * @return a power of two
   */
  public static int defaultShards(int executors, int partitions) {
    var wanted = Math.max(SHARDS_PER_EXECUTOR * executors, partitions);
    return wanted == 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
  }
}

package dev.sluice.worker.driver.batch;

/**
 * Which batch is cut when. Batch {@code n} has the time {@code zero + n * interval} and holds what
 * arrived in the interval before it. Immutable.
 *
 * @param zeroMillis the time that all batch times are aligned to, in milliseconds since 1970
 * @param intervalMillis the batch interval
 */
public record BatchClock(long zeroMillis, long intervalMillis) {
  public BatchClock {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("batch interval must be positive: " + intervalMillis);
    }
  }

  /**
   * The clock of a job that starts now: its first batch is at the next multiple of the interval.
   */
  public static BatchClock startingAt(long nowMillis, long intervalMillis) {
    return new BatchClock(
        Math.floorDiv(nowMillis, intervalMillis) * intervalMillis, intervalMillis);
  }

  /**
   * The clock of a job that goes on after a batch. It stays aligned to the zero time; after a
   * change of the interval the next batch is at the next multiple of the new one.
   *
   * @param lastIndex the last batch there is
   * @param lastTimeMillis its time
   * @param zeroMillis the zero time it was cut by
   * @param formerIntervalMillis the interval it was cut by
   * @param intervalMillis the interval from now on
   */
  public static BatchClock continuing(
      long lastIndex,
      long lastTimeMillis,
      long zeroMillis,
      long formerIntervalMillis,
      long intervalMillis) {
    if (formerIntervalMillis == intervalMillis) {
      return new BatchClock(zeroMillis, intervalMillis);
    }
    long next = (Math.floorDiv(lastTimeMillis, intervalMillis) + 1) * intervalMillis;
    return new BatchClock(next - (lastIndex + 1) * intervalMillis, intervalMillis);
  }

  /**
   * Returns the clock by which the next batch is the last one that is due: it stands for all those
   * that were missed. The times of batches stay in the grid.
   *
   * @param lastIndex the last batch there is
   */
  public BatchClock coalesced(long lastIndex, long nowMillis) {
    long missed = dueAt(nowMillis) - lastIndex;
    return missed <= 1
        ? this
        : new BatchClock(zeroMillis + (missed - 1) * intervalMillis, intervalMillis);
  }

  /** Returns the time of a batch, in milliseconds since 1970. */
  public long timeOf(long index) {
    return zeroMillis + index * intervalMillis;
  }

  /** Returns the last batch that is due; below 1 before the first. */
  public long dueAt(long nowMillis) {
    return Math.floorDiv(nowMillis - zeroMillis, intervalMillis);
  }
}

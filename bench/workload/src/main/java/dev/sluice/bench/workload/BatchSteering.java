package dev.sluice.bench.workload;

/**
 * Chooses the size of each batch so that a batch takes just about one interval: the most that an
 * engine of micro-batches does without falling behind. Thread-safe.
 */
public final class BatchSteering {
  private static final long FIRST = 20_000;
  private static final long FEWEST = 1_000;
  private static final double FULL = 0.98;
  private static final double EMPTIEST = 0.6;
  private static final double DELAY_WEIGHT = 0.15;
  private static final double FASTEST_GROWTH = 4.0;

  private final double intervalMillis;
  private double perMilli;
  private long records = FIRST;
  private long position;
  private long recordsDone;

  /**
   * Creates the steering.
   *
   * @param intervalMillis the batch interval
   */
  public BatchSteering(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  /**
   * A batch, of which each source gives the same part.
   *
   * @param from position of the first record in each source's stream
   * @param each number of records of each source
   */
  public record Batch(long from, long each) {
    /** Number of records of all sources. */
    public long records() {
      return each * Tally.SOURCES;
    }
  }

  /** Decides the next batch and notes its records as emitted. */
  public synchronized Batch next() {
    var wanted = Tally.isStopping() ? 0 : records / Tally.SOURCES;
    var each = Math.max(0, Math.min(wanted, Tally.allowed() - position));
    var batch = new Batch(position, each);
    position += each;
    for (var source = 0; source < Tally.SOURCES; source++) {
      Tally.emitted(source).set(position);
    }
    return batch;
  }

  /**
   * Learns from a batch that is done.
   *
   * @param count its records
   * @param processingMillis how long it took
   * @param schedulingMillis how long it had waited
   */
  public synchronized void done(long count, double processingMillis, double schedulingMillis) {
    recordsDone += count;
    if (Tally.isStopping() || count <= 0 || processingMillis <= 0) {
      return;
    }
    var rate = count / processingMillis;
    perMilli = perMilli == 0 ? rate : (perMilli + rate) / 2;
    var target =
        Math.max(
            EMPTIEST * intervalMillis, FULL * intervalMillis - DELAY_WEIGHT * schedulingMillis);
    records = (long) Math.max(FEWEST, Math.min(perMilli * target, records * FASTEST_GROWTH));
  }

  /** Records of batches that are done. */
  public synchronized long recordsDone() {
    return recordsDone;
  }
}

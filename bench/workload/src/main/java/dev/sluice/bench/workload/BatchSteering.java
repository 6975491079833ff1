package dev.sluice.bench.workload;

/**
 * Chooses the size of each batch so that batches begin almost at once: the most that an engine of
 * micro-batches does without falling behind. An engine that does one batch after the other settles
 * at batches of one interval; one that begins the next while it completes the one before, at longer
 * ones, since the output of a batch may come behind the first tasks of the next: up to two
 * intervals. Thread-safe.
 */
public final class BatchSteering {
  private static final long FIRST = 20_000;
  private static final long FEWEST = 1_000;
  private static final double EMPTIEST = 0.6;
  private static final double FULLEST = 2.4;
  private static final double WELL_FILLED = 0.8;
  private static final double UNNOTICED_WAIT = 0.02;
  private static final double STEP_UP = 0.02;
  private static final double STEP_DOWN = 0.03;
  private static final double DELAY_WEIGHT = 0.15;
  private static final double FASTEST_GROWTH = 4.0;

  private final double intervalMillis;
  private double full = 0.98;
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
    if (schedulingMillis > UNNOTICED_WAIT * intervalMillis) {
      full = Math.max(EMPTIEST, full - STEP_DOWN);
    } else if (processingMillis > WELL_FILLED * intervalMillis) {
      full = Math.min(FULLEST, full + STEP_UP);
    }
    var target =
        Math.max(
            EMPTIEST * intervalMillis, full * intervalMillis - DELAY_WEIGHT * schedulingMillis);
    records = (long) Math.max(FEWEST, Math.min(perMilli * target, records * FASTEST_GROWTH));
  }

  /** Records of batches that are done. */
  public synchronized long recordsDone() {
    return recordsDone;
  }
}

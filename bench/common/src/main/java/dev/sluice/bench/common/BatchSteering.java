package dev.sluice.bench.common;

/**
 * Chooses the size of each batch so that a batch takes just about one interval: the most that an
 * engine of micro-batches does without falling behind. Thread-safe.
 */
public final class BatchSteering {
  private static final long FIRST_LINES = 20_000;
  private static final long FEWEST_LINES = 1_000;
  private static final double FULL = 0.98;
  private static final double EMPTIEST = 0.6;
  private static final double DELAY_WEIGHT = 0.15;
  private static final double FASTEST_GROWTH = 2.0;

  private final double intervalMillis;
  private double linesPerMilli;
  private long lines = FIRST_LINES;
  private long position;

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
   * @param from position of the first line in each source's stream
   * @param linesOfEach number of lines of each source
   */
  public record Batch(long from, long linesOfEach) {
    /** Number of lines of all sources. */
    public long lines() {
      return linesOfEach * Tally.SOURCES;
    }
  }

  /** Decides the next batch and notes its lines as emitted. */
  public synchronized Batch next() {
    var each = Tally.isStopping() ? 0 : lines / Tally.SOURCES;
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
   * @param count its lines
   * @param processingMillis how long it took
   * @param schedulingMillis how long it had waited
   */
  public synchronized void done(long count, double processingMillis, double schedulingMillis) {
    if (Tally.isStopping() || count <= 0 || processingMillis <= 0) {
      return;
    }
    var rate = count / processingMillis;
    linesPerMilli = linesPerMilli == 0 ? rate : (linesPerMilli + rate) / 2;
    var target =
        Math.max(
            EMPTIEST * intervalMillis, FULL * intervalMillis - DELAY_WEIGHT * schedulingMillis);
    lines = (long) Math.max(FEWEST_LINES, Math.min(linesPerMilli * target, lines * FASTEST_GROWTH));
  }
}

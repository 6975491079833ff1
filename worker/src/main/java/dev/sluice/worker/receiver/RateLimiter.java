package dev.sluice.worker.receiver;

import java.util.concurrent.atomic.LongAdder;

/**
 * Grants records at a rate. Thread-safe and never blocks: it says how long to wait. What was not
 * used is kept for a short time only, so that a pause is not followed by a flood.
 */
final class RateLimiter {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BURST_NANOS = 50e6;

  private final double maxRate;
  private double rate;
  private final LongAdder waited = new LongAdder();
  private double next = Double.NEGATIVE_INFINITY;

  /**
   * Creates a limiter.
   *
   * @param maxRate records a second that no update exceeds; {@link Double#MAX_VALUE} for none
   */
  RateLimiter(double maxRate) {
    if (!(maxRate > 0)) {
      throw new IllegalArgumentException("maxRate must be positive: " + maxRate);
    }
    this.maxRate = maxRate;
    this.rate = maxRate;
  }

  /** Sets the rate, in records a second; one that is not positive is ignored. */
  synchronized void update(double recordsPerSecond) {
    if (recordsPerSecond > 0) {
      rate = Math.min(recordsPerSecond, maxRate);
    }
  }

  synchronized double rate() {
    return rate;
  }

  /** Takes note of a wait that was granted. */
  void waited(long nanos) {
    waited.add(nanos);
  }

  /** How long records have waited altogether. */
  long waitedNanos() {
    return waited.sum();
  }

  synchronized boolean isUnlimited() {
    return rate == Double.MAX_VALUE;
  }

  /**
   * Takes one record's turn.
   *
   * @param nowNanos a clock that only goes forward
   * @return nanoseconds to wait before the record may go, 0 for none
   */
  synchronized long reserve(long nowNanos) {
    next = Math.max(next, nowNanos - BURST_NANOS);
    double wait = next - nowNanos;
    next += NANOS_PER_SECOND / rate;
    return wait > 0 ? (long) Math.ceil(wait) : 0;
  }
}

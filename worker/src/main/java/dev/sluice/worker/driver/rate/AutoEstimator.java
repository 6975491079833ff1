package dev.sluice.worker.driver.rate;

import java.util.OptionalDouble;

/**
 * Aims at batches that take a fixed part of the interval, by what a record was measured to cost. It
 * begins slowly and at most doubles what is really taken in; when a batch waits for longer than an
 * interval it goes down at once, the further the longer it waits, and afterwards back to what it
 * had learned.
 *
 * @param bounds what does not change
 * @param current the rate now, in records a second
 * @param learned the rate to go back to when nothing waits any more
 * @param records records of the last batches; older ones count less
 * @param millis how long these were worked on
 */
record AutoEstimator(Bounds bounds, double current, double learned, double records, double millis)
    implements RateEstimator {
  /** Part of the time that the job is to be busy. */
  static final double TARGET = 0.8;

  private static final double MEMORY = 0.5;
  private static final double USED = 0.5;
  private static final double LEAST_MILLIS = 0.5;

  /**
   * What does not change.
   *
   * @param intervalMillis the batch interval
   * @param minRate the lowest rate, in records a second
   */
  record Bounds(long intervalMillis, double minRate) {}

  /** Makes an estimator that has seen nothing and begins with a rate. */
  AutoEstimator(Bounds bounds, double firstRate) {
    this(bounds, firstRate, firstRate, 0, 0);
  }

  @Override
  public AutoEstimator after(BatchSample sample) {
    if (sample.records() <= 0) {
      return tooLong(sample.waitMillis())
          ? waiting(sample.waitMillis())
          : with(Math.max(current, learned), learned);
    }
    var seen =
        new AutoEstimator(
            bounds,
            current,
            learned,
            records * MEMORY + sample.records(),
            millis * MEMORY + sample.processingMillis());
    if (tooLong(sample.waitMillis())) {
      var affordable = isNew() ? seen.affordable() : Math.min(learned, seen.affordable());
      return seen.with(slowed(affordable, sample.waitMillis()), affordable);
    }
    var taken = sample.records() * 1000.0 / sample.intakeMillis();
    var busy = sample.processingMillis() >= TARGET * sample.intakeMillis();
    if (!busy && taken < USED * current) {
      return seen.with(Math.max(current, learned), learned);
    }
    var grown = Math.max(learned, 2 * Math.max(current, taken));
    var next = Math.min(grown, seen.affordable());
    return seen.with(next, next);
  }

  /** Has no effect before the first records: a driver that starts again has no reason to slow. */
  @Override
  public AutoEstimator waiting(long waitMillis) {
    return tooLong(waitMillis) && !isNew()
        ? with(Math.min(current, slowed(learned, waitMillis)), learned)
        : this;
  }

  @Override
  public OptionalDouble rate() {
    return OptionalDouble.of(current);
  }

  private boolean isNew() {
    return records == 0;
  }

  private boolean tooLong(long waitMillis) {
    return waitMillis > bounds.intervalMillis();
  }

  private double affordable() {
    return TARGET * records * 1000 / Math.max(millis, LEAST_MILLIS);
  }

  private double slowed(double rate, long waitMillis) {
    return rate * bounds.intervalMillis() / (bounds.intervalMillis() + waitMillis);
  }

  private AutoEstimator with(double next, double known) {
    return new AutoEstimator(
        bounds,
        Math.max(bounds.minRate(), next),
        Math.max(bounds.minRate(), known),
        records,
        millis);
  }
}

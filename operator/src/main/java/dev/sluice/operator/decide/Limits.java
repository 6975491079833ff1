package dev.sluice.operator.decide;

import dev.sluice.operator.scale.LoadSample;
import org.jspecify.annotations.Nullable;

/**
 * How close a job is to what it can do.
 *
 * @param utilizationPercent share of the batch interval that batches take
 * @param lagRecords records that are taken in and not in a committed batch
 * @param bottleneck what limits the job: Receivers, Executors, Sink or None
 */
record Limits(int utilizationPercent, long lagRecords, String bottleneck) {
  private static final double BUSY = 0.9;
  private static final double PERCENT = 100;

  /** Returns the limits that a sample shows, or null if it is not complete. */
  static @Nullable Limits of(LoadSample sample) {
    if (!sample.complete()) {
      return null;
    }
    double ratio = sample.processingMillis() / sample.intervalMillis();
    return new Limits(
        (int) Math.min(Integer.MAX_VALUE, Math.round(ratio * PERCENT)),
        Math.round(sample.lag()),
        bottleneck(sample, ratio));
  }

  private static String bottleneck(LoadSample sample, double ratio) {
    if (ratio > BUSY) {
      boolean sink =
          sample.outputMillis() > sample.processingMillis() / 2 && sample.executors().busy() < 0.5;
      return sink ? "Sink" : "Executors";
    }
    return sample.receivers().registered() > 0 && sample.receivers().busy() > BUSY
        ? "Receivers"
        : "None";
  }
}

package dev.sluice.operator.scale;

import java.time.Instant;

/**
 * What a driver said of its load at one moment. A figure that it did not give is {@code NaN}: it is
 * never read as zero.
 *
 * @param time when the driver answered
 * @param epoch of the driver
 * @param intervalMillis batch interval
 * @param processingMillis how long batches take
 * @param outputMillis how much of that is spent on output
 * @param schedulingDelayMillis how long batches wait
 * @param offered records a second that sources have for the job
 * @param accepted records a second that receivers take in
 * @param lag records that are taken in and not yet in a committed batch
 * @param receivers the receivers
 * @param executors the executors
 */
public record LoadSample(
    Instant time,
    long epoch,
    double intervalMillis,
    double processingMillis,
    double outputMillis,
    double schedulingDelayMillis,
    double offered,
    double accepted,
    double lag,
    WorkerLoad receivers,
    WorkerLoad executors) {

  /**
   * The workers of one role.
   *
   * @param registered how many the driver works with
   * @param busy mean share of the time that they are at work, from 0 to 1
   */
  public record WorkerLoad(int registered, double busy) {}

  /** Returns whether every figure is given. */
  public boolean complete() {
    return intervalMillis > 0
        && isFigure(processingMillis)
        && isFigure(outputMillis)
        && isFigure(schedulingDelayMillis)
        && isFigure(offered)
        && isFigure(accepted)
        && isFigure(lag)
        && executors.registered() > 0
        && isFigure(executors.busy())
        && (receivers.registered() == 0 || isFigure(receivers.busy()));
  }

  private static boolean isFigure(double value) {
    return Double.isFinite(value) && value >= 0;
  }
}

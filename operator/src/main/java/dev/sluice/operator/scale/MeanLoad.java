package dev.sluice.operator.scale;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The load over the last samples.
 *
 * @param intervalMillis batch interval
 * @param processingMillis how long batches take
 * @param outputMillis how much of that is spent on output
 * @param schedulingDelayMillis how long batches wait
 * @param offered records a second
 * @param accepted records a second
 * @param lag records that wait beyond the two intervals that are on their way anyway
 * @param receiverBusy share of the time that receivers are at work
 * @param executorBusy share of the time that executors are at work
 */
public record MeanLoad(
    double intervalMillis,
    double processingMillis,
    double outputMillis,
    double schedulingDelayMillis,
    double offered,
    double accepted,
    double lag,
    double receiverBusy,
    double executorBusy) {
  private static final double INTERVALS_ON_THE_WAY = 2;
  private static final double MILLIS = 1000;

  /** Returns the mean of complete samples, of which there is at least one; lag is the newest. */
  static MeanLoad of(List<LoadSample> samples) {
    double interval = mean(samples, LoadSample::intervalMillis);
    double accepted = mean(samples, LoadSample::accepted);
    double lag = samples.get(samples.size() - 1).lag();
    return new MeanLoad(
        interval,
        mean(samples, LoadSample::processingMillis),
        mean(samples, LoadSample::outputMillis),
        mean(samples, LoadSample::schedulingDelayMillis),
        Math.max(accepted, mean(samples, LoadSample::offered)),
        accepted,
        Math.max(0, lag - INTERVALS_ON_THE_WAY * interval / MILLIS * accepted),
        mean(
            samples,
            sample -> sample.receivers().registered() == 0 ? 0 : sample.receivers().busy()),
        mean(samples, sample -> sample.executors().busy()));
  }

  /** Returns the share of its time that the job is at work; above 1 it falls behind. */
  public double processingRatio() {
    return processingMillis / intervalMillis;
  }

  /** Returns whether batches wait for a sink rather than for executors. */
  public boolean sinkBound() {
    return outputMillis > processingMillis / 2 && executorBusy < 0.5;
  }

  private static double mean(List<LoadSample> samples, ToDoubleFunction<LoadSample> figure) {
    return samples.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}

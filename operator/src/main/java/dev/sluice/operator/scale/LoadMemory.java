package dev.sluice.operator.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of one job between decisions; may be lost with the operator.
 *
 * @param samples figures of the driver, oldest first, about one each period
 * @param history what was recommended and done
 * @param receivers how many receivers were ready
 * @param executors how many executors were ready
 */
public record LoadMemory(
    List<LoadSample> samples, ScalingHistory history, Count receivers, Count executors) {
  private static final int MOST_SAMPLES = 512;

  /**
   * A number of ready pods.
   *
   * @param ready how many
   * @param since since when
   */
  public record Count(int ready, Instant since) {
    Count now(int readyNow, Instant now) {
      return readyNow == ready ? this : new Count(readyNow, now);
    }
  }

  /** Copies the samples. */
  public LoadMemory {
    samples = List.copyOf(samples);
  }

  /** Returns the memory of a job that is seen for the first time. */
  public static LoadMemory begin(int receivers, int executors, Instant now) {
    return new LoadMemory(
        List.of(), ScalingHistory.EMPTY, new Count(receivers, now), new Count(executors, now));
  }

  /** Returns the memory with how many pods are ready now. */
  public LoadMemory ready(int readyReceivers, int readyExecutors, Instant now) {
    return new LoadMemory(
        samples, history, receivers.now(readyReceivers, now), executors.now(readyExecutors, now));
  }

  /** Returns the memory with a sample, unless the newest one is less than a period older. */
  public LoadMemory with(LoadSample sample, ScalingSettings settings) {
    Duration slack = settings.period().dividedBy(10);
    if (!samples.isEmpty()
        && sample
            .time()
            .isBefore(
                samples.get(samples.size() - 1).time().plus(settings.period()).minus(slack))) {
      return this;
    }
    Instant oldest = sample.time().minus(settings.window());
    List<LoadSample> kept =
        new ArrayList<>(samples.stream().filter(past -> !past.time().isBefore(oldest)).toList());
    kept.add(sample);
    return new LoadMemory(
        kept.subList(Math.max(0, kept.size() - MOST_SAMPLES), kept.size()),
        history,
        receivers,
        executors);
  }

  /** Returns the memory with what was decided. */
  public LoadMemory with(ReplicaDecision decision, ScalingSettings settings, Instant now) {
    return new LoadMemory(
        samples, history.with(decision, now, settings.memory()), receivers, executors);
  }
}

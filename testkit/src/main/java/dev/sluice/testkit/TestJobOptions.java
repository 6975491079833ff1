package dev.sluice.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a job under test runs. Immutable.
 *
 * @param interval batch interval
 * @param threads number of task threads, and of partitions unless {@code default.parallelism} says
 *     another one
 * @param checkpointing whether the job has a checkpoint directory
 * @param timeout how long any call may wait for the job
 * @param settings configuration of the job
 */
public record TestJobOptions(
    Duration interval,
    int threads,
    boolean checkpointing,
    Duration timeout,
    Map<String, String> settings) {
  private static final int THREADS = 2;

  /** Copies the map. */
  public TestJobOptions {
    settings = Map.copyOf(settings);
  }

  /**
   * Makes options for batches of one second, two task threads, a checkpoint every three seconds of
   * the job's clock, and 30 s to wait at the most.
   */
  public TestJobOptions() {
    this(
        Duration.ofSeconds(1),
        THREADS,
        true,
        Duration.ofSeconds(30),
        Map.of("checkpoint.periodSeconds", "3"));
  }

  /**
   * Changes the batch interval.
   *
   * @param newInterval the interval
   * @return changed options
   */
  public TestJobOptions withInterval(Duration newInterval) {
    return new TestJobOptions(newInterval, threads, checkpointing, timeout, settings);
  }

  /**
   * Changes the number of task threads.
   *
   * @param number the number
   * @return changed options
   */
  public TestJobOptions withThreads(int number) {
    return new TestJobOptions(interval, number, checkpointing, timeout, settings);
  }

  /**
   * Leaves the checkpoint directory out; then no operation may keep state, and there is nothing to
   * restart from.
   *
   * @return changed options
   */
  public TestJobOptions withoutCheckpoints() {
    return new TestJobOptions(interval, threads, false, timeout, settings);
  }

  /**
   * Changes how long any call may wait for the job.
   *
   * @param longest the timeout
   * @return changed options
   */
  public TestJobOptions withTimeout(Duration longest) {
    return new TestJobOptions(interval, threads, checkpointing, longest, settings);
  }

  /**
   * Sets a key of the configuration.
   *
   * @param key the key
   * @param value its value
   * @return changed options
   */
  public TestJobOptions with(String key, String value) {
    var changed = new TreeMap<>(settings);
    changed.put(key, value);
    return new TestJobOptions(interval, threads, checkpointing, timeout, changed);
  }
}

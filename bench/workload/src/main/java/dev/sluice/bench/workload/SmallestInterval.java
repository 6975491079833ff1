package dev.sluice.bench.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for the smallest batch interval that an engine holds with batches of two records and one
 * shuffle: intervals from long to short, in one JVM, until one is not held. Ends the JVM.
 */
public final class SmallestInterval {
  private final Report report = new Report();
  private final Map<String, Object> tried = new LinkedHashMap<>();

  /** Runs a job with an interval until it is closed. */
  public interface Job {
    /** Starts the job, whose batches are told to the trial. */
    AutoCloseable start(int intervalMillis, BatchTrial trial) throws Exception;
  }

  /**
   * Measures; does not return.
   *
   * @param intervalsMillis falling; the first one is run longer, and once more before, to warm up
   */
  public void measure(List<Integer> intervalsMillis, Job job) throws Exception {
    var unused = run(job, intervalsMillis.get(0), Options.number("warmSeconds", 8));
    var seconds = Options.number("trialSeconds", 3);
    var smallest = 0;
    for (int interval : intervalsMillis) {
      var trial = run(job, interval, seconds);
      var mean = Math.round(trial.meanProcessingMillis() * 1e3) / 1e3;
      tried.put(interval + (trial.holds() ? " held" : " not held"), mean);
      if (!trial.holds()) {
        break;
      }
      smallest = interval;
      report.put("smallestIntervalMillis", interval);
      report.put("batchMillis", mean);
    }
    report.put("meanBatchMillisByInterval", tried);
    report.finish(smallest > 0 ? Optional.empty() : Optional.of("no interval was held"));
  }

  private static BatchTrial run(Job job, int interval, int seconds) throws Exception {
    var trial = new BatchTrial(interval);
    try (var running = job.start(interval, trial)) {
      LockSupport.parkNanos(running, TimeUnit.SECONDS.toNanos(seconds));
    }
    return trial;
  }
}

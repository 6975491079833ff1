package dev.sluice.worker.driver.place;

import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;

/**
 * What does the work of a job.
 *
 * @param executors executors that it should have
 * @param mostExecutors executors that it may come to have, so that there are partitions for all
 * @param receivers receiver workers that it should have
 * @param lanes task threads in this JVM; 0 when it runs as processes
 */
public record JobSize(int executors, int mostExecutors, int receivers, int lanes) {
  /** That of a job which runs as processes. */
  public static JobSize ofProcesses(int executors, int mostExecutors, int receivers) {
    return new JobSize(executors, mostExecutors, receivers, 0);
  }

  /** That of a job inside of this JVM. */
  static JobSize ofThisJvm(int lanes) {
    return new JobSize(1, 1, 1, lanes);
  }

  /** Whether everything runs in this JVM. */
  public boolean inOneJvm() {
    return lanes > 0;
  }

  /** Partitions where nobody says how many. */
  public int defaultParallelism(Settings settings) {
    var cores = settings.get(Keys.EXECUTOR_CORES).map(Long::intValue).orElse(1);
    var threads = inOneJvm() ? lanes : cores * mostExecutors;
    return settings.get(Keys.PARALLELISM).map(Long::intValue).orElse(Math.max(1, threads));
  }
}

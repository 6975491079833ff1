package dev.sluice.worker.driver;

import dev.sluice.worker.driver.snapshot.SnapshotReport;
import dev.sluice.worker.driver.snapshot.SnapshotRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests for snapshots to the job that runs, again and again, so that a job that begins
 * later gets them too. Its reports may be read by any thread.
 */
final class SnapshotWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatch.class);
  private static final long PERIOD_MILLIS = 500;

  private final Supplier<String> requests;
  private final Function<List<SnapshotRequest>, List<SnapshotReport>> job;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var watch = new Thread(task, "snapshot-requests");
            watch.setDaemon(true);
            return watch;
          });
  private volatile List<SnapshotReport> reports = List.of();

  SnapshotWatch(
      Supplier<String> requests, Function<List<SnapshotRequest>, List<SnapshotReport>> job) {
    this.requests = requests;
    this.job = job;
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  List<SnapshotReport> reports() {
    return reports;
  }

  private void look() {
    try {
      reports =
          job.apply(
              requests
                  .get()
                  .lines()
                  .map(String::strip)
                  .map(SnapshotRequest::parse)
                  .flatMap(Optional::stream)
                  .toList());
    } catch (RuntimeException e) {
      LOG.warn("requests for snapshots can't be read: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

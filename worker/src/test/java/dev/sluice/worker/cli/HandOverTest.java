package dev.sluice.worker.cli;

import static dev.sluice.worker.cli.HandmadeJob.commits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver process that stands by and takes over: nothing is left for the gap that could be done
 * before.
 */
@Timeout(240)
class HandOverTest {
  @TempDir private Path directory;

  @Test
  void driverThatStandsByHasEverythingReadyWhenItsPredecessorEnds() throws Exception {
    try (var job = new HandmadeJob(directory);
        var store = ObjectStores.open(job.storeHere())) {
      var first = job.newPlace();
      var one = first.startDriver("one", 1);
      first.startExecutor("executor-1");
      await().atMost(Duration.ofSeconds(100)).until(() -> commits(store, 1) > 3);

      var second = job.newPlace();
      var two = second.startStandby("two", 2, first);
      var fresh = second.startExecutor("executor-2");
      await()
          .atMost(Duration.ofSeconds(100))
          .untilAsserted(
              () -> {
                assertThat(two.errors()).contains("made ready: ");
                assertThat(fresh.errors()).contains(" classes").contains(" stages, ");
              });
      assertThat(commits(store, 2)).isZero();
      one.terminate();
      await().atMost(Duration.ofSeconds(100)).until(() -> commits(store, 2) > 3);

      assertThat(one.exitCode()).as(one.errors()).isZero();
      assertThat(two.errors()).contains("taking over with ");
      assertThat(fresh.errors()).contains("registered with driver ");
      var log = CheckpointCatalog.read(store).log();
      assertThat(log.problems(0)).isEmpty();
      var last = 0L;
      for (var record : log.records(0)) {
        if (record instanceof LogRecord.Commit commit) {
          assertThat(commit.fromBatch()).as("every batch is committed once").isEqualTo(last + 1);
          last = commit.toBatch();
        }
      }
    }
  }
}

package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.export.StateText;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of a job that runs on workers with a network between. */
@Timeout(120)
class SnapshotJobTest {
  private final Queue<List<String>> input = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  @Test
  void holdsTheStateOfItsBatchWhateverTheJobDoesAfterwards() throws IOException {
    var requests = new AtomicReference<>("");
    var counts = new AtomicReference<Map<String, Long>>(Map.of());
    try (var cluster = OneJvmCluster.enter(directory, 2, 0);
        var context =
            new StreamingContext(
                new SluiceConf().set("default.parallelism", "4"), Duration.ofMillis(50))) {
      cluster.startExecutor("executor-0");
      cluster.startExecutor("executor-1");
      DriverProcess.watchSnapshots(requests::get);
      context
          .queueStream(input)
          .mapToPair(word -> Tuple2.of(word, 1L))
          .<Long>updateStateByKey(
              (values, before) -> Optional.of(before.orElse(0L) + (long) values.size()))
          .foreachRDD(rdd -> counts.set(rdd.collectAsMap()));
      input.add(List.of("a", "b", "a"));
      context.start();
      awaitCounts(counts, Map.of("a", 2L, "b", 1L));

      requests.set("take nightly-1a2b3c4d 1\n");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(DriverProcess.statusJson()).contains("\"state\":\"Completed\""));
      input.add(List.of("a", "c"));
      awaitCounts(counts, Map.of("a", 3L, "b", 1L, "c", 1L));
    }

    assertThat(stateOf(directory.resolve("store/savepoints/nightly-1a2b3c4d")).lines())
        .containsExactlyInAnyOrder("2\ta", "1\tb");
  }

  private static void awaitCounts(
      AtomicReference<Map<String, Long>> counts, Map<String, Long> expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(counts.get()).isEqualTo(expected));
  }

  private static String stateOf(Path savepoint) throws IOException {
    try (var store = ObjectStores.open(new FileLocation(savepoint));
        var out = new ByteArrayOutputStream()) {
      StateText.write(store, Optional.empty(), out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}

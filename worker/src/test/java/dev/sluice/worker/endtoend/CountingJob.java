package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.CheckpointEntry;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.storage.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/** A job whose state says how many batches there were, so that a lost or doubled one shows. */
final class CountingJob implements AutoCloseable {
  static final int KEYS = 200;
  private static final long INTERVAL_MILLIS = 50;

  private final SortedMap<Long, Long> counts;
  private final StreamingContext context;

  private CountingJob(StreamingContext context, SortedMap<Long, Long> counts) {
    this.context = context;
    this.counts = counts;
  }

  /**
   * Starts the job.
   *
   * @param counts gets the count of the first key by batch time
   */
  static CountingJob start(Path directory, SortedMap<Long, Long> counts) {
    var context =
        new StreamingContext(
            new SluiceConf()
                .setMaster("local[2]")
                .setAppName("counting")
                .set("checkpoint.periodSeconds", "1"),
            Duration.ofMillis(INTERVAL_MILLIS));
    context.checkpoint(directory.toString());
    context
        .generatedStream(time -> IntStream.range(0, KEYS).mapToObj(n -> "key" + n).toList(), 2)
        .mapToPair(key -> Tuple2.of(key, 1L))
        .<Long>updateStateByKey((added, before) -> Optional.of(before.orElse(0L) + added.size()))
        .uid("counts")
        .foreachRDD(
            (rdd, time) -> {
              assertThat(rdd.count()).isEqualTo(KEYS);
              counts.put(time.milliseconds(), rdd.collectAsMap().get("key0"));
            });
    context.start();
    return new CountingJob(context, counts);
  }

  /** Runs a job until it has left some checkpoints; returns its counts. */
  static Map<Long, Long> leave(Path directory, int checkpoints) {
    var counts = new ConcurrentSkipListMap<Long, Long>();
    var job = start(directory, counts);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> checkpoints(directory).size() >= checkpoints);
    } finally {
      job.close();
    }
    return counts;
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(each -> !each.equals(from)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** The complete checkpoints, the oldest first. */
  static List<Manifest> checkpoints(Path directory) {
    try (var store = new FileObjectStore(directory)) {
      return CheckpointCatalog.read(store).checkpoints().stream()
          .filter(CheckpointEntry::logged)
          .flatMap(entry -> entry.manifest().stream())
          .toList();
    }
  }

  static Manifest newest(Path directory) {
    var all = checkpoints(directory);
    return all.get(all.size() - 1);
  }

  /** The object that was written for a checkpoint. */
  static Path stateObject(Path directory, Manifest manifest) {
    var folder = manifest.key().replace("manifest.json", "");
    var key =
        manifest.objects().stream()
            .filter(each -> each.startsWith(folder) && !each.contains("/state-ranges-"))
            .findFirst();
    return directory.resolve(key.orElseThrow());
  }

  StreamingContext context() {
    return context;
  }

  /** Waits until batches came out, and asserts that every one counts one more than the last. */
  void goesOnExactlyAfter(Map<Long, Long> before) {
    await().atMost(Duration.ofSeconds(60)).until(() -> counts.size() >= 10);
    var all = new ConcurrentSkipListMap<>(before);
    counts.forEach(
        (time, count) ->
            assertThat(all.getOrDefault(time, count)).as("batch %d", time).isEqualTo(count));
    all.putAll(counts);
    var first = all.firstEntry();
    all.forEach(
        (time, count) ->
            assertThat(count - first.getValue())
                .as("batches up to %d", time)
                .isEqualTo((time - first.getKey()) / INTERVAL_MILLIS));
  }

  @Override
  public void close() {
    context.stop();
  }
}

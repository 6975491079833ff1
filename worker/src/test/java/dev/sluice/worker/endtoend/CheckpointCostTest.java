package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.ShardRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint costs when a hundredth of the keys has changed; prints its figures. */
@Timeout(120)
class CheckpointCostTest {
  private static final int KEYS = 50_000;
  private static final int CHANGED_A_BATCH = 50;
  private static final int CHECKPOINTS = 5;
  private static final long INTERVAL_MILLIS = 100;

  /** The time of the batch that has all keys; functions of the stream run on the driver. */
  private static final AtomicLong FIRST = new AtomicLong();

  @TempDir private Path directory;

  @Test
  void writesLittleMoreThanWhatHasChangedInOneObjectAnExecutor() throws Exception {
    run();

    var all = CountingJob.checkpoints(directory);
    var whole = ranges(all.get(0));
    var bytesAnEntry =
        whole.stream().mapToLong(ShardRange::length).sum()
            / (double) whole.stream().mapToLong(ShardRange::entries).sum();
    for (var i = 1; i < CHECKPOINTS; i++) {
      verify(all, i, bytesAnEntry);
    }
  }

  private void verify(List<Manifest> all, int index, double bytesAnEntry) throws Exception {
    var folder = folder(all, index);
    var ranges =
        ranges(all.get(index)).stream().filter(r -> r.object().startsWith(folder)).toList();
    var batches = all.get(index).batchIndex() - all.get(index - 1).batchIndex();
    var changed = batches * CHANGED_A_BATCH;
    var bytes = ranges.stream().mapToLong(ShardRange::length).sum();
    var ratio = bytes / (changed * bytesAnEntry);
    List<String> objects;
    try (var files = Files.list(directory.resolve(folder))) {
      objects = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    System.out.printf(
        "checkpoint %d: %d of %d keys changed (%.0f bytes), %d bytes of state written (%.2f times), manifest and table of ranges %d bytes, PUT requests: %d and one to the log%n",
        all.get(index).id(),
        changed,
        KEYS,
        changed * bytesAnEntry,
        bytes,
        ratio,
        Files.size(directory.resolve(all.get(index).key()))
            + Files.size(directory.resolve(folder).resolve("state-ranges-1")),
        objects.size());
    assertThat(ratio).isLessThan(1.5);
    assertThat(objects).hasSize(3).startsWith("manifest.json").endsWith("state-ranges-1");
  }

  private static String folder(List<Manifest> all, int index) {
    return all.get(index).key().replace("manifest.json", "");
  }

  private static List<ShardRange> ranges(Manifest manifest) {
    return manifest.state().values().stream().flatMap(state -> state.shards().stream()).toList();
  }

  private void run() {
    var context =
        new StreamingContext(
            new SluiceConf().setMaster("local[2]").set("checkpoint.periodSeconds", "1"),
            Duration.ofMillis(INTERVAL_MILLIS));
    context.checkpoint(directory.toString());
    context
        .generatedStream(time -> keys(time.milliseconds()), 2)
        .mapToPair(key -> Tuple2.of(key, 1L))
        .mapWithState(StateSpec.function(CheckpointCostTest::count))
        .foreachRDD(rdd -> rdd.count());
    context.start();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> CountingJob.checkpoints(directory).size() >= CHECKPOINTS);
    context.stop();
  }

  private static List<Long> keys(long time) {
    FIRST.compareAndSet(0, time);
    var batch = (time - FIRST.get()) / INTERVAL_MILLIS;
    return batch == 0
        ? LongStream.range(0, KEYS).boxed().toList()
        : LongStream.range(0, CHANGED_A_BATCH)
            .mapToObj(n -> (batch * CHANGED_A_BATCH + n) % KEYS)
            .toList();
  }

  private static Long count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.orElse(0L);
    state.update(count);
    return count;
  }
}

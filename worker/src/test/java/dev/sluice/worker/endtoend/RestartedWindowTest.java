package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.WindowJob.BATCH;
import static dev.sluice.worker.endtoend.WindowJob.batches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows go on from a checkpoint as if nothing had happened. */
@Timeout(60)
class RestartedWindowTest {
  private static final int WINDOW = 20;
  private static final int SLIDE = 3;

  @TempDir private Path directory;

  private final NavigableMap<Time, List<String>> input = new ConcurrentSkipListMap<>();
  private final NavigableMap<Time, Map<String, Integer>> plain = new ConcurrentSkipListMap<>();
  private final NavigableMap<Time, Map<String, Integer>> inverse = new ConcurrentSkipListMap<>();
  private int files;

  @Test
  void windowsAreExactAfterAJobWasStoppedInTheMiddle() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    for (var life = 0; life < 3; life++) {
      try (var context = job(WINDOW)) {
        context.start();
        runUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1300));
      }
    }

    assertThat(input.values()).anyMatch(lines -> !lines.isEmpty());
    assertThat(plain.size()).isGreaterThan(30);
    assertThat(inverse).hasSameSizeAs(plain);
    for (var time : plain.keySet()) {
      assertThat(plain.get(time)).as("window at %s", time).isEqualTo(counts(time));
      assertThat(inverse.get(time)).as("inverse at %s", time).isEqualTo(withZeros(time));
    }
  }

  @Test
  void refusesACheckpointOfAnotherWindow() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    try (var context = job(WINDOW)) {
      context.start();
      write("x");
      await().until(() -> inverse.values().stream().anyMatch(counts -> !counts.isEmpty()));
      context.stop(true, true);
    }

    try (var other = job(3 * WINDOW)) {
      assertThatThrownBy(other::start)
          .hasMessageContaining("reduceByKeyAndWindow at RestartedWindowTest.java")
          .hasMessageContaining("give window, slide and number of partitions their old values");
    }
  }

  private StreamingContext job(int window) {
    var conf = new SluiceConf().setMaster("local[2]").set("checkpoint.periodSeconds", "1");
    var context = new StreamingContext(conf, BATCH);
    context.checkpoint(directory.resolve("checkpoint").toString());
    var lines = context.textFileStream(directory.resolve("in").toString());
    lines.foreachRDD((rdd, time) -> input.put(time, rdd.collect()));
    var pairs = lines.mapToPair(line -> Tuple2.of(line, 1));
    pairs
        .reduceByKeyAndWindow(Integer::sum, batches(window), batches(SLIDE))
        .foreachRDD((rdd, time) -> plain.put(time, rdd.collectAsMap()));
    pairs
        .reduceByKeyAndWindow(
            Integer::sum, (sum, old) -> sum - old, batches(window), batches(SLIDE))
        .foreachRDD((rdd, time) -> inverse.put(time, rdd.collectAsMap()));
    return context;
  }

  /** Adds a file whenever a batch is done. */
  private void runUntil(long endNanos) {
    while (System.nanoTime() < endNanos) {
      var done = input.size();
      write("word" + files % 7);
      await().atMost(Duration.ofSeconds(10)).until(() -> input.size() > done);
    }
  }

  private void write(String line) {
    try {
      var name = "file-" + files++;
      var hidden = Files.writeString(directory.resolve(name), line + "\n");
      Files.move(hidden, directory.resolve("in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Integer> counts(Time end) {
    var counts = new TreeMap<String, Integer>();
    for (var lines : input.subMap(end.minus(batches(WINDOW)), false, end, true).values()) {
      lines.forEach(line -> counts.merge(line, 1, Integer::sum));
    }
    return counts;
  }

  private Map<String, Integer> withZeros(Time end) {
    var counts = counts(end);
    var known = new TreeSet<String>();
    input.headMap(end, true).values().forEach(known::addAll);
    known.forEach(word -> counts.putIfAbsent(word, 0));
    return counts;
  }
}

package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.accumulator.LongAccumulator;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function that comes to no end on one executor of two. */
@Timeout(120)
class SpeculationJobTest {
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicInteger STUCK = new AtomicInteger();
  private static final AtomicInteger INTERRUPTED = new AtomicInteger();

  @TempDir private Path directory;

  private final Queue<List<String>> input = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private OneJvmCluster cluster;

  @BeforeEach
  void enter() throws IOException {
    STUCK.set(0);
    INTERRUPTED.set(0);
    cluster = OneJvmCluster.enter(directory, 2, 0);
    cluster.startExecutor("executor-0");
    cluster.startExecutor("executor-1");
  }

  @AfterEach
  void leave() {
    cluster.close();
  }

  @Test
  void endsItsBatchesWithCopiesOfTheTasksThatAreStuckAndCountsEachRecordOnce() {
    var conf =
        new SluiceConf()
            .set("default.parallelism", "4")
            .set("speculation", "true")
            .set("speculation.quantile", "0.5")
            .set("speculation.interval", "10");
    try (var context = new StreamingContext(conf, Duration.ofMillis(50))) {
      var seen = context.sparkContext().longAccumulator("seen");
      counted(context, seen)
          .foreachRDD(rdd -> rdd.collect().forEach(pair -> counts.put(pair._1(), pair._2())));
      for (var batch = 0; batch < 5; batch++) {
        input.add(List.of("a", "b", "a", "c", "a", "b", "d", "a"));
      }
      context.start();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(counts).isEqualTo(Map.of("a", 20L, "b", 10L, "c", 5L, "d", 5L)));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(seen.value()).isEqualTo(40));
    }
    assertThat(STUCK.get()).isPositive();
    assertThat(INTERRUPTED.get()).isEqualTo(STUCK.get());
  }

  private PairDStream<String, Long> counted(StreamingContext context, LongAccumulator seen) {
    return context
        .queueStream(input)
        .map(
            word -> {
              seen.add(1);
              if (Thread.currentThread().getName().endsWith("executor-1")) {
                awaitForEver();
              }
              return word;
            })
        .mapToPair(word -> Tuple2.of(word, 1L))
        .reduceByKey(Long::sum)
        .<Long>updateStateByKey(
            (values, before) ->
                Optional.of(before.orElse(0L) + values.stream().mapToLong(Long::longValue).sum()));
  }

  private static void awaitForEver() throws InterruptedException {
    STUCK.incrementAndGet();
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      INTERRUPTED.incrementAndGet();
      throw e;
    }
  }
}

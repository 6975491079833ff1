package dev.sluice.worker.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.accumulator.LongAccumulator;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What data sets, broadcast variables and accumulators do over executors with a network between.
 */
@Timeout(120)
class TwoExecutorsTest {

  @TempDir private Path directory;

  private final Queue<List<String>> input = new ConcurrentLinkedQueue<>();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Map<Long, Long>> last = new AtomicReference<>();
  private OneJvmCluster cluster;

  @BeforeEach
  void enter() throws IOException {
    cluster = OneJvmCluster.enter(directory, 2, 0);
    cluster.startExecutor("executor-0");
    cluster.startExecutor("executor-1");
  }

  @AfterEach
  void leave() {
    cluster.close();
  }

  @Test
  void transformsAndSortsOverBothAndAfterTheLossOfOne() {
    try (var context = newContext()) {
      var blocked = context.sparkContext().broadcast(Set.of("bad"));
      var dropped = context.sparkContext().longAccumulator("dropped");
      filtered(context, blocked, dropped)
          .foreachRDD(
              rdd -> {
                output.addAll(rdd.collect());
              });
      input.add(List.of("a", "bad", "b", "bad", "c"));
      context.start();
      awaitOutput("c", "b", "a");
      await().untilAsserted(() -> assertThat(dropped.value()).isEqualTo(2));

      cluster.kill("executor-0");
      input.add(List.of("bad", "d", "e", "bad"));
      awaitOutput("c", "b", "a", "e", "d");
      cluster.startExecutor("executor-2");
      input.add(List.of("f", "bad"));
      awaitOutput("c", "b", "a", "e", "d", "f");

      await().untilAsserted(() -> assertThat(dropped.value()).isEqualTo(5));
    }
  }

  @Test
  void addsUpCountsInStateBehindStateExactlyThoughOneIsLost() {
    try (var context = newContext()) {
      context
          .queueStream(input)
          .transform(rdd -> rdd.filter(word -> !word.isEmpty()))
          .mapToPair(word -> Tuple2.of(word, 1L))
          .reduceByKey(Long::sum)
          .mapWithState(StateSpec.function(TwoExecutorsTest::count))
          .mapToPair(count -> Tuple2.of(count % 3, count))
          .<Long>updateStateByKey(
              (values, before) ->
                  Optional.of(before.orElse(0L) + values.stream().mapToLong(n -> n).sum()))
          .foreachRDD(rdd -> last.set(rdd.collectAsMap()));
      for (var list = 0; list < 20; list++) {
        input.add(List.of("a", "b", "a", "", "c"));
      }
      context.start();
      await().untilAsserted(() -> assertThat(last.get()).isNotEmpty());
      cluster.kill("executor-0");
      for (var list = 0; list < 20; list++) {
        input.add(List.of("a", "b", "a", "", "c"));
      }
      cluster.startExecutor("executor-2");

      var sums = new HashMap<Long, Long>();
      for (var batch = 1L; batch <= 40; batch++) {
        sums.merge(2 * batch % 3, 2 * batch, Long::sum);
        sums.merge(batch % 3, 2 * batch, Long::sum);
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(last.get()).isEqualTo(sums));
    }
  }

  private static Long count(String word, Optional<Long> more, State<Long> state) {
    var sum = (state.exists() ? state.get() : 0L) + more.orElse(0L);
    state.update(sum);
    return sum;
  }

  @Test
  void zipsSortsAndSavesDataOfBoth() {
    try (var context = newContext()) {
      var saved = directory.resolve("saved").toString();
      context
          .queueStream(input)
          .repartition(4)
          .foreachRDD(
              rdd -> {
                if (!rdd.isEmpty()) {
                  var sorted = rdd.mapToPair(word -> Tuple2.of(word, 1)).sortByKey(true, 3);
                  rdd.saveAsTextFile(saved);
                  sorted.keys().zipWithIndex().collect().forEach(pair -> output.add(pair._1()));
                }
              });
      input.add(List.of("d", "a", "c", "b", "f", "e"));
      context.start();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(output).containsExactly("a", "b", "c", "d", "e", "f"));
      assertThat(context.sparkContext().textFile(saved).collect())
          .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    }
  }

  @Test
  void refusesTheDataOfAnEarlierBatch() {
    try (var context = newContext()) {
      var first = new AtomicReference<RDD<String>>();
      context
          .queueStream(input)
          .foreachRDD(
              rdd -> {
                if (!first.compareAndSet(null, rdd)) {
                  output.addAll(requireNonNull(first.get()).collect());
                }
              });
      input.add(List.of("a"));
      input.add(List.of("b"));
      context.start();

      assertThatThrownBy(context::awaitTermination)
          .hasMessageMatching(
              "(?s).*foreachRDD at TwoExecutorsTest.java:\\d+ failed in the batch of \\d+ ms.*the"
                  + " data of the batch of \\d+ ms is there only while its output operations are"
                  + " called; collect it there, or use a window or state.*");
      assertThat(output).isEmpty();
    }
  }

  private DStream<String> filtered(
      StreamingContext context, Broadcast<Set<String>> blocked, LongAccumulator dropped) {
    return context
        .queueStream(input)
        .repartition(4)
        .transform(
            rdd ->
                rdd.filter(
                        word -> {
                          var fine = !blocked.value().contains(word);
                          if (!fine) {
                            dropped.add(1);
                          }
                          return fine;
                        })
                    .sortBy(word -> word, false, 3));
  }

  private void awaitOutput(String... words) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(output).containsExactly(words));
  }

  private static StreamingContext newContext() {
    return new StreamingContext(
        new SluiceConf().set("default.parallelism", "4"), Duration.ofMillis(50));
  }
}

package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs with transform functions, in this JVM. */
@Timeout(60)
class TransformJobTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  @TempDir private Path directory;

  private final StreamingContext context =
      new StreamingContext(new SluiceConf().setMaster("local[2]"), INTERVAL);

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void transformsTheDataSetOfEachBatchAndGivesItsTime() {
    var numbers = queued(List.of(1, 2, 3, 4), List.of(5, 6, 7, 8), List.of(9, 10, 11, 12));
    var times = new CopyOnWriteArrayList<Time>();
    var batches = new CopyOnWriteArrayList<Time>();
    var results = new CopyOnWriteArrayList<List<String>>();
    numbers
        .transform(
            (rdd, time) -> {
              times.add(time);
              return rdd.map(String::valueOf);
            })
        .foreachRDD(
            (rdd, time) -> {
              batches.add(time);
              results.add(rdd.collect());
            });

    context.start();

    await().until(() -> results.size() >= 4);
    assertThat(List.copyOf(results).subList(0, 4))
        .containsExactly(
            List.of("1", "2", "3", "4"),
            List.of("5", "6", "7", "8"),
            List.of("9", "10", "11", "12"),
            List.of());
    assertThat(List.copyOf(times).subList(0, 4)).isEqualTo(List.copyOf(batches).subList(0, 4));
  }

  @Test
  void usesAListThatChangesFromBatchToBatch() {
    Queue<List<String>> input = new ConcurrentLinkedQueue<>();
    var blacklist = new AtomicReference<>(List.of("b"));
    var passed = new CopyOnWriteArrayList<List<String>>();
    context
        .queueStream(input)
        .transform(
            rdd -> {
              var blocked = Objects.requireNonNull(blacklist.get());
              return rdd.filter(name -> !blocked.contains(name));
            })
        .foreachRDD(rdd -> addIfAny(rdd, passed));
    context.start();

    input.add(List.of("a", "b", "c"));
    await().until(() -> passed.size() == 1);
    blacklist.set(List.of("a", "c"));
    input.add(List.of("a", "b", "c"));
    await().until(() -> passed.size() == 2);
    blacklist.set(List.of());
    input.add(List.of("a", "b", "c"));
    await().until(() -> passed.size() == 3);

    assertThat(passed).containsExactly(List.of("a", "c"), List.of("b"), List.of("a", "b", "c"));
  }

  @Test
  void mixesADataSetOfTheContextIntoEachBatch() {
    Queue<List<String>> input = new ConcurrentLinkedQueue<>();
    var extra = new AtomicInteger();
    var results = new CopyOnWriteArrayList<List<String>>();
    context
        .queueStream(input)
        .transform(
            rdd ->
                rdd.union(rdd.context().parallelize(List.of("extra " + extra.incrementAndGet()))))
        .foreachRDD(
            rdd -> {
              results.add(rdd.collect());
            });
    context.start();

    await().until(() -> results.size() >= 3);

    assertThat(List.copyOf(results).subList(0, 3))
        .containsExactly(List.of("extra 1"), List.of("extra 2"), List.of("extra 3"));
  }

  @Test
  void givesTheDataSetOfAnyOtherListInPlaceOfTheBatch() {
    var results = new CopyOnWriteArrayList<List<Integer>>();
    queued()
        .transform(rdd -> context.sparkContext().parallelize(List.of(4, 2)))
        .foreachRDD(
            rdd -> {
              results.add(rdd.collect());
            });
    context.start();

    await().until(() -> results.size() >= 2);

    assertThat(results.get(1)).containsExactly(4, 2);
  }

  @Test
  void transformsTwoStreamsByKey() {
    PairDStream<String, Integer> left =
        queued(List.of("a", "b"), List.of("a")).mapToPair(word -> Tuple2.of(word, 1));
    var right = queued(List.of("a"), List.of("c")).mapToPair(word -> Tuple2.of(word, 10));
    var results = new CopyOnWriteArrayList<Map<String, Integer>>();
    left.transformWithToPair(
            right, (ones, tens, time) -> ones.union(tens).reduceByKey(Integer::sum))
        .foreachRDD(
            rdd -> {
              results.add(rdd.collectAsMap());
            });
    context.start();

    await().until(() -> results.size() >= 2);

    assertThat(results.get(0)).isEqualTo(Map.of("a", 11, "b", 1));
    assertThat(results.get(1)).isEqualTo(Map.of("a", 1, "c", 10));
  }

  @Test
  @SuppressWarnings("unchecked") // the streams are of numbers
  void transformsThreeStreamsOfTheContext() {
    var first = queued(List.of(1), List.of(101), List.of(201));
    var second = first.map(number -> number + 4);
    var third = first.map(number -> number + 8);
    var results = new CopyOnWriteArrayList<List<Integer>>();
    context
        .<Integer>transform(
            List.of(first, second, third),
            (rdds, time) ->
                ((RDD<Integer>) rdds.get(0))
                    .union((RDD<Integer>) rdds.get(1))
                    .union((RDD<Integer>) rdds.get(2)))
        .foreachRDD(
            rdd -> {
              results.add(rdd.collect());
            });
    context.start();

    await().until(() -> results.size() >= 3);

    assertThat(List.copyOf(results).subList(0, 3))
        .containsExactly(List.of(1, 5, 9), List.of(101, 105, 109), List.of(201, 205, 209));
  }

  @Test
  void keepsStateWhileThePlanChangesWithEveryBatch() {
    context.checkpoint(directory.toString());
    Queue<List<Integer>> input = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 30).forEach(n -> input.add(List.of(n % 3, n % 3)));
    var calls = new AtomicInteger();
    var counts = new CopyOnWriteArrayList<Map<Integer, Integer>>();
    context
        .queueStream(input)
        .transformToPair(
            rdd -> {
              int call = calls.incrementAndGet();
              var pairs = rdd.mapToPair(key -> Tuple2.of(key, call > 0 ? 1 : 0));
              return call % 2 == 0 ? pairs.reduceByKey(Integer::sum) : pairs;
            })
        .<Integer>updateStateByKey(
            (values, before) ->
                Optional.of(before.orElse(0) + values.stream().mapToInt(Integer::intValue).sum()))
        .foreachRDD(
            rdd -> {
              counts.add(rdd.collectAsMap());
            });
    context.start();

    await().until(() -> counts.size() >= 30);

    for (var batch = 0; batch < 30; batch++) {
      var total = counts.get(batch).values().stream().mapToInt(Integer::intValue).sum();
      assertThat(total).isEqualTo(2 * (batch + 1));
    }
    assertThat(counts.get(29)).isEqualTo(Map.of(0, 20, 1, 20, 2, 20));
  }

  @Test
  void keepsTheStateOfAStreamThatTheFunctionIgnores() {
    context.checkpoint(directory.toString());
    Queue<List<String>> input = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 10).forEach(n -> input.add(List.of("a")));
    var calls = new AtomicInteger();
    var counts = new CopyOnWriteArrayList<Map<String, Integer>>();
    context
        .queueStream(input)
        .mapToPair(word -> Tuple2.of(word, 1))
        .<Integer>updateStateByKey(
            (values, before) -> Optional.of(before.orElse(0) + values.size()))
        .transformToPair(
            rdd ->
                calls.incrementAndGet() % 2 == 0
                    ? rdd
                    : rdd.context().parallelizePairs(List.of(Tuple2.of("none", 0))))
        .foreachRDD(
            rdd -> {
              counts.add(rdd.collectAsMap());
            });
    context.start();

    await().until(() -> counts.size() >= 10);

    assertThat(List.copyOf(counts).subList(0, 10))
        .containsExactly(
            Map.of("none", 0),
            Map.of("a", 2),
            Map.of("none", 0),
            Map.of("a", 4),
            Map.of("none", 0),
            Map.of("a", 6),
            Map.of("none", 0),
            Map.of("a", 8),
            Map.of("none", 0),
            Map.of("a", 10));
  }

  @Test
  void windowsWhatIsTransformed() {
    var results = new CopyOnWriteArrayList<List<Integer>>();
    queued(List.of(1), List.of(2), List.of(3))
        .transform(rdd -> rdd.map(number -> number * 10))
        .window(INTERVAL.multipliedBy(2))
        .foreachRDD(
            rdd -> {
              var sorted = new ArrayList<>(rdd.collect());
              sorted.sort(null);
              results.add(sorted);
            });
    context.start();

    await().until(() -> results.size() >= 5);

    assertThat(List.copyOf(results).subList(0, 5))
        .containsExactly(List.of(10), List.of(10, 20), List.of(20, 30), List.of(30), List.of());
  }

  @Test
  void callsTheFunctionOfAWindowedStreamWhenItSlides() {
    var times = new CopyOnWriteArrayList<Time>();
    var results = new CopyOnWriteArrayList<Tuple2<Time, Integer>>();
    queued(List.of(1), List.of(2), List.of(3), List.of(4))
        .window(INTERVAL.multipliedBy(2), INTERVAL.multipliedBy(2))
        .transform(
            (rdd, time) -> {
              times.add(time);
              return rdd.union(rdd.context().parallelize(List.of(100)));
            })
        .foreachRDD((rdd, time) -> results.add(Tuple2.of(time, rdd.reduce(Integer::sum))));
    context.start();

    await().until(() -> results.size() >= 3);

    assertThat(results.stream().map(Tuple2::_2).limit(3)).containsExactly(103, 107, 100);
    assertThat(results.get(1)._1().minus(results.get(0)._1())).isEqualTo(INTERVAL.multipliedBy(2));
    assertThat(times.get(1).minus(times.get(0))).isEqualTo(INTERVAL.multipliedBy(2));
  }

  @Test
  void looksAtTheDataOfTheBatchInsideOfTheFunction() {
    var results = new CopyOnWriteArrayList<List<Integer>>();
    queued(List.of(1, 2, 3), List.of(10))
        .map(number -> number + 1)
        .transform(
            rdd -> {
              int largest = rdd.isEmpty() ? 0 : rdd.reduce(Integer::max);
              return rdd.filter(number -> number < largest);
            })
        .foreachRDD(
            rdd -> {
              results.add(rdd.collect());
            });
    context.start();

    await().until(() -> results.size() >= 3);

    assertThat(List.copyOf(results).subList(0, 3))
        .containsExactly(List.of(2, 3), List.of(), List.of());
  }

  private static void addIfAny(RDD<String> rdd, List<List<String>> target) {
    var records = rdd.collect();
    if (!records.isEmpty()) {
      target.add(records);
    }
  }

  @SafeVarargs
  private <T> DStream<T> queued(List<T>... batches) {
    Queue<List<T>> queue = new ConcurrentLinkedQueue<>();
    for (var batch : batches) {
      queue.add(batch);
    }
    return context.queueStream(queue);
  }
}

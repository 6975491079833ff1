package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.WindowJob.batches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every windowed operation against a naive model, over random batches, windows and slides. */
@Timeout(60)
class WindowModelTest {
  private static final int BATCHES = 24;
  private static final int WINDOWS = 3;

  @TempDir private Path directory;

  /** The operations over one window: what they gave by time, each record with its operation. */
  private record Windowed(int window, int slide, NavigableMap<Time, List<String>> given) {
    String describe(int end) {
      return "window %d slide %d at batch %d".formatted(window, slide, end);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithTheModel(long seed) {
    var random = new Random(seed);
    var input = new ArrayList<List<Integer>>();
    for (var batch = 0; batch < BATCHES; batch++) {
      input.add(random.ints(random.nextInt(5), 0, 8).boxed().toList());
    }
    var windows = new ArrayList<Windowed>();
    try (var context = WindowJob.context(directory)) {
      var numbers = context.queueStream(WindowJob.queue(input));
      for (var window = 0; window < WINDOWS; window++) {
        windows.add(windowed(numbers, 1 + random.nextInt(9), 1 + random.nextInt(6)));
      }
      context.start();
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> windows.stream().allMatch(w -> w.given.size() * w.slide >= BATCHES));
    }
    windows.forEach(window -> verify(window, input));
  }

  private static Windowed windowed(DStream<Integer> numbers, int window, int slide) {
    var length = batches(window);
    var step = batches(slide);
    var pairs = numbers.mapToPair(number -> Tuple2.of(number % 4, number));
    var given = new ConcurrentSkipListMap<Time, List<String>>();
    tagged("window", numbers.window(length, step))
        .union(tagged("sum", numbers.reduceByWindow(Integer::sum, length, step)))
        .union(tagged("count", numbers.countByWindow(length, step)))
        .union(tagged("values", numbers.countByValueAndWindow(length, step).map(p -> p)))
        .union(
            tagged("sums", pairs.reduceByKeyAndWindow(Integer::sum, length, step, 3).map(p -> p)))
        .union(tagged("placed", placed(pairs, length, step)))
        .union(tagged("inverse", withInverse(pairs, length, step)))
        .union(tagged("groups", grouped(pairs, length, step)))
        .union(tagged("join", joined(pairs, length, step)))
        .foreachRDD((rdd, time) -> given.put(time, rdd.collect()));
    return new Windowed(window, slide, given);
  }

  private static DStream<?> withInverse(
      PairDStream<Integer, Integer> pairs, Duration length, Duration step) {
    return pairs
        .mapValues(number -> new Tuple2<>(number, 1))
        .reduceByKeyAndWindow(
            WindowModelTest::plus, WindowModelTest::minus, length, step, 3, p -> p._2()._2() > 0)
        .map(pair -> new Tuple2<>(pair._1(), pair._2()._1()));
  }

  private static DStream<?> placed(
      PairDStream<Integer, Integer> pairs, Duration length, Duration step) {
    return pairs.reduceByKeyAndWindow(Integer::sum, length, step, new Halves()).map(pair -> pair);
  }

  private static DStream<?> grouped(
      PairDStream<Integer, Integer> pairs, Duration length, Duration step) {
    return pairs
        .groupByKeyAndWindow(length, step, 3)
        .map(group -> Tuple2.of(group._1(), sorted(group._2())));
  }

  private static DStream<?> joined(
      PairDStream<Integer, Integer> pairs, Duration length, Duration step) {
    var counts = pairs.mapValues(number -> 1).reduceByKeyAndWindow(Integer::sum, length, step);
    return pairs
        .reduceByKeyAndWindow(Integer::sum, length, step)
        .join(counts)
        .map(pair -> Tuple2.of(pair._1(), pair._2()));
  }

  private static List<Integer> sorted(Iterable<Integer> numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).sorted().toList();
  }

  /** Small keys in one partition, others in the second one. */
  private static final class Halves extends Partitioner {
    @Override
    public int numPartitions() {
      return 2;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key < 2 ? 0 : 1;
    }
  }

  private static DStream<String> tagged(String operation, DStream<?> stream) {
    return stream.map(record -> operation + " " + record);
  }

  private static void verify(Windowed windowed, List<List<Integer>> input) {
    var end = 0;
    var seen = false;
    for (var given : windowed.given.values()) {
      end += windowed.slide;
      var window = records(input, end - windowed.window, end);
      seen |= !window.isEmpty();
      assertThat(given.stream().sorted().toList())
          .as(windowed.describe(end))
          .isEqualTo(expected(window, seen).stream().sorted().toList());
    }
  }

  private static List<String> expected(List<Integer> window, boolean seen) {
    var expected = new ArrayList<String>();
    window.forEach(number -> expected.add("window " + number));
    window.stream().reduce(Integer::sum).ifPresent(sum -> expected.add("sum " + sum));
    if (seen) {
      expected.add("count " + window.size());
    }
    var values = new TreeMap<Integer, Long>();
    window.forEach(number -> values.merge(number, 1L, Long::sum));
    values.forEach((value, count) -> expected.add("values " + Tuple2.of(value, count)));
    var sums = new TreeMap<Integer, Integer>();
    window.forEach(number -> sums.merge(number % 4, number, Integer::sum));
    sums.forEach((key, sum) -> expected.add("sums " + Tuple2.of(key, sum)));
    sums.forEach((key, sum) -> expected.add("inverse " + Tuple2.of(key, sum)));
    sums.forEach((key, sum) -> expected.add("placed " + Tuple2.of(key, sum)));
    sums.forEach(
        (key, sum) -> {
          var group = window.stream().filter(number -> number % 4 == key).sorted().toList();
          expected.add("groups " + Tuple2.of(key, group));
          expected.add("join " + Tuple2.of(key, Tuple2.of(sum, group.size())));
        });
    return expected;
  }

  private static Tuple2<Integer, Integer> plus(
      Tuple2<Integer, Integer> a, Tuple2<Integer, Integer> b) {
    return new Tuple2<>(a._1() + b._1(), a._2() + b._2());
  }

  private static Tuple2<Integer, Integer> minus(
      Tuple2<Integer, Integer> a, Tuple2<Integer, Integer> b) {
    return new Tuple2<>(a._1() - b._1(), a._2() - b._2());
  }

  private static List<Integer> records(List<List<Integer>> input, int after, int end) {
    var records = new ArrayList<Integer>();
    for (var batch = Math.max(0, after); batch < Math.min(end, input.size()); batch++) {
      records.addAll(input.get(batch));
    }
    return records;
  }
}

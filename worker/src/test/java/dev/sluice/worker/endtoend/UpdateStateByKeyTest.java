package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.StateJob.firstBatches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.Time;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every variant of updateStateByKey, with the input and output of Spark's own tests. */
@Timeout(60)
class UpdateStateByKeyTest {
  private static final List<List<String>> INPUT =
      List.of(
          List.of("a"),
          List.of("a", "b"),
          List.of("a", "b", "c"),
          List.of("a", "b"),
          List.of("a"),
          List.of());

  private static final List<Map<String, Integer>> WITHOUT_INITIAL =
      List.of(
          Map.of("a", 1),
          Map.of("a", 2, "b", 1),
          Map.of("a", 3, "b", 2, "c", 1),
          Map.of("a", 4, "b", 3, "c", 1),
          Map.of("a", 5, "b", 3, "c", 1),
          Map.of("a", 5, "b", 3, "c", 1));

  private static final List<Map<String, Integer>> WITH_INITIAL =
      List.of(
          Map.of("a", 2, "c", 2),
          Map.of("a", 3, "b", 1, "c", 2),
          Map.of("a", 4, "b", 2, "c", 3),
          Map.of("a", 5, "b", 3, "c", 3),
          Map.of("a", 6, "b", 3, "c", 3),
          Map.of("a", 6, "b", 3, "c", 3));

  @TempDir private Path directory;
  private StateJob job;

  @BeforeEach
  void open() {
    job = new StateJob(directory);
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void callsTheFunctionForEveryKnownKeyInEveryBatch() {
    assertThat(firstBatches(ones().updateStateByKey(sum()), 6)).isEqualTo(WITHOUT_INITIAL);
  }

  @Test
  void takesTheNumberOfPartitionsFromAPartitioner() {
    var sums = ones().updateStateByKey(sum(), new HashPartitioner(3));
    var partitions = new ConcurrentSkipListMap<Time, Integer>();
    sums.foreachRDD((rdd, time) -> partitions.put(time, rdd.getNumPartitions()));

    assertThat(firstBatches(sums, 6)).isEqualTo(WITHOUT_INITIAL);
    assertThat(partitions.firstEntry().getValue()).isEqualTo(3);
  }

  @Test
  void beginsWithInitialStates() {
    var initial = job.dataSet(Map.of("a", 1, "c", 2));

    var sums = ones().updateStateByKey(sum(), new HashPartitioner(2), initial);

    assertThat(firstBatches(sums, 6)).isEqualTo(WITH_INITIAL);
  }

  @Test
  void givesAFunctionAllKeysOfAPartitionAtOnce() {
    var initial = job.dataSet(Map.of("a", 1, "c", 2));

    var sums = ones().updateStateByKey(sumOfPartition(), new HashPartitioner(2), true, initial);

    assertThat(firstBatches(sums, 6)).isEqualTo(WITH_INITIAL);
  }

  @Test
  void forgetsKeysThatThePartitionsFunctionLeavesOut() {
    var counted =
        ones()
            .<Integer>updateStateByKey(
                keys -> {
                  var kept = new ArrayList<Tuple2<String, Integer>>();
                  keys.forEachRemaining(
                      key -> {
                        if (!key._2().isEmpty()) {
                          kept.add(new Tuple2<>(key._1(), key._3().orElse(0) + 1));
                        }
                      });
                  return kept.iterator();
                },
                new HashPartitioner(2),
                false);

    assertThat(firstBatches(counted, 6))
        .containsExactly(
            Map.of("a", 1),
            Map.of("a", 2, "b", 1),
            Map.of("a", 3, "b", 2, "c", 1),
            Map.of("a", 4, "b", 3),
            Map.of("a", 5),
            Map.of());
  }

  @Test
  void refusesAKeyThatWasChangedIntoOneOfAnotherPartition() {
    ones()
        .<Integer>updateStateByKey(
            keys -> {
              var changed = new ArrayList<Tuple2<String, Integer>>();
              keys.forEachRemaining(
                  key -> {
                    for (var number = 0; number < 20; number++) {
                      changed.add(new Tuple2<>(key._1() + number, 1));
                    }
                  });
              return changed.iterator();
            },
            new HashPartitioner(2),
            false)
        .print();

    job.context().start();

    assertThatThrownBy(() -> job.context().awaitTerminationOrTimeout(30_000))
        .hasMessageContaining("belongs to another partition");
  }

  @Test
  void givesTheBatchTimeAndTheKey() {
    var initial = job.dataSet(Map.of("a", 0L, "c", 0L));
    var sums =
        ones()
            .<Long>updateStateByKey(
                (time, key, values, before) ->
                    Optional.of(before.orElse(0L) + (values.isEmpty() ? 0 : time.milliseconds())),
                new HashPartitioner(2),
                true,
                initial);
    var batches = new ConcurrentSkipListMap<Time, Map<String, Long>>();
    sums.foreachRDD((rdd, time) -> batches.put(time, new HashMap<>(rdd.collectAsMap())));

    job.context().start();
    Awaitility.await().until(() -> batches.size() >= 6);

    var expected = new HashMap<>(Map.of("a", 0L, "c", 0L));
    var index = 0;
    for (var batch : batches.entrySet()) {
      if (index < INPUT.size()) {
        INPUT
            .get(index++)
            .forEach(k -> expected.merge(k, batch.getKey().milliseconds(), Long::sum));
      }
      assertThat(batch.getValue()).isEqualTo(expected);
    }
  }

  /** A state that changes in place: how often a key came, and for how many batches it did not. */
  static final class Counter {
    private int count;
    private int silent;

    @Override
    public String toString() {
      return count + "/" + silent;
    }
  }

  @Test
  void mutableStateOfABatchIsNotThatOfALaterOne() {
    var input =
        List.of(
            List.of("a", "b"),
            List.<String>of(),
            List.of("a", "c", "a"),
            List.of("c"),
            List.<String>of(),
            List.<String>of());
    PairDStream<String, Counter> counters =
        job.stream(input)
            .mapToPair(word -> new Tuple2<>(word, 1))
            .updateStateByKey(
                (values, before) -> {
                  var counter = before.orElseGet(Counter::new);
                  counter.count += values.size();
                  counter.silent = values.isEmpty() ? counter.silent + 1 : 0;
                  return counter.silent < 2 ? Optional.of(counter) : Optional.empty();
                });

    var batches = firstBatches(counters.mapValues(counter -> counter.count), 6);

    assertThat(batches)
        .containsExactly(
            Map.of("a", 1, "b", 1),
            Map.of("a", 1, "b", 1),
            Map.of("a", 3, "c", 1),
            Map.of("a", 3, "c", 2),
            Map.of("c", 2),
            Map.of());
  }

  @Test
  void mutableStateThatAWindowKeepsStaysAsItWas() {
    var input = List.of(List.of("a"), List.of("a"), List.of("a"), List.of("a"));
    PairDStream<String, List<Integer>> lists =
        job.stream(input)
            .mapToPair(word -> new Tuple2<>(word, 1))
            .updateStateByKey(
                (values, before) -> {
                  var list = before.orElseGet(ArrayList::new);
                  list.addAll(values);
                  return Optional.of(list);
                });

    var sizes =
        lists.window(StateJob.INTERVAL.multipliedBy(2)).mapValues(List::size).map(Tuple2::_2);

    assertThat(StateJob.firstRecords(sizes, 4).stream().map(Map.Entry::getValue))
        .containsExactly(List.of(1), List.of(1, 2), List.of(2, 3), List.of(3, 4));
  }

  private PairDStream<String, Integer> ones() {
    return job.stream(INPUT).mapToPair(word -> new Tuple2<>(word, 1));
  }

  private static Function2<List<Integer>, Optional<Integer>, Optional<Integer>> sum() {
    return (values, before) -> Optional.of(before.orElse(0) + total(values));
  }

  private static Function<
          Iterator<Tuple3<String, List<Integer>, Optional<Integer>>>,
          Iterator<Tuple2<String, Integer>>>
      sumOfPartition() {
    return keys -> {
      var sums = new ArrayList<Tuple2<String, Integer>>();
      keys.forEachRemaining(
          key -> sums.add(new Tuple2<>(key._1(), key._3().orElse(0) + total(key._2()))));
      return sums.iterator();
    };
  }

  private static int total(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).sum();
  }
}

package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.streaming.PairDStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shuffles of random batches, beside what a few lines of plain Java make of them. */
class KeyPropertiesTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4})
  void cogroupListsWhatBothSidesHave(int seed) {
    var batches = batches(seed);
    try (var job = new BatchJob()) {
      var results =
          job.run(
              left(job, batches)
                  .cogroup(right(job, batches), 3)
                  .mapValues(both -> Tuple2.of(sorted(both._1()), sorted(both._2()))));

      for (var index = 0; index < batches.size(); index++) {
        var batch = batches.get(index);
        var expected = new ArrayList<Tuple2<Integer, Tuple2<List<Integer>, List<Integer>>>>();
        for (var key : batch.keys()) {
          expected.add(
              Tuple2.of(
                  key,
                  Tuple2.of(sorted(values(batch.left, key)), sorted(values(batch.right, key)))));
        }
        assertThat(results.get(index)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4})
  void fullOuterJoinPairsEveryValueWithEveryOther(int seed) {
    var batches = batches(seed);
    try (var job = new BatchJob()) {
      var results =
          job.run(left(job, batches).fullOuterJoin(right(job, batches), new HashPartitioner(2)));

      for (var index = 0; index < batches.size(); index++) {
        var batch = batches.get(index);
        var expected =
            new ArrayList<Tuple2<Integer, Tuple2<Optional<Integer>, Optional<Integer>>>>();
        for (var key : batch.keys()) {
          for (var leftValue : optional(values(batch.left, key))) {
            for (var rightValue : optional(values(batch.right, key))) {
              expected.add(Tuple2.of(key, Tuple2.of(leftValue, rightValue)));
            }
          }
        }
        assertThat(results.get(index)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4})
  void combineByKeyGivesTheSameWithAndWithoutCombiningFirst(int seed) {
    var batches = batches(seed);
    var mapSideCombine = seed % 2 == 0;
    try (var job = new BatchJob()) {
      var results =
          job.run(
              left(job, batches)
                  .<Long>combineByKey(
                      Long::valueOf,
                      (sum, value) -> sum + value,
                      Long::sum,
                      new HashPartitioner(5),
                      mapSideCombine));

      for (var index = 0; index < batches.size(); index++) {
        Map<Integer, Long> expected = new HashMap<>();
        batches
            .get(index)
            .left
            .forEach(pair -> expected.merge(pair._1(), (long) pair._2(), Long::sum));
        assertThat(results.get(index))
            .hasSize(expected.size())
            .allMatch(pair -> pair._2().equals(expected.get(pair._1())));
      }
    }
  }

  private static List<Batch> batches(int seed) {
    var random = new Random(seed);
    return Stream.generate(() -> new Batch(side(random), side(random)))
        .limit(1 + random.nextInt(20))
        .toList();
  }

  private static List<Tuple2<Integer, Integer>> side(Random random) {
    return Stream.generate(() -> Tuple2.of(random.nextInt(7) - 3, random.nextInt(101)))
        .limit(random.nextInt(4) == 0 ? 0 : random.nextInt(31))
        .toList();
  }

  /** What comes in on both sides in one batch. */
  record Batch(List<Tuple2<Integer, Integer>> left, List<Tuple2<Integer, Integer>> right) {
    TreeSet<Integer> keys() {
      var keys = new TreeSet<Integer>();
      left.forEach(pair -> keys.add(pair._1()));
      right.forEach(pair -> keys.add(pair._1()));
      return keys;
    }
  }

  private static PairDStream<Integer, Integer> left(BatchJob job, List<Batch> batches) {
    return job.inputs(batches.stream().map(Batch::left).toList()).mapToPair(pair -> pair);
  }

  private static PairDStream<Integer, Integer> right(BatchJob job, List<Batch> batches) {
    return job.inputs(batches.stream().map(Batch::right).toList()).mapToPair(pair -> pair);
  }

  private static List<Integer> values(List<Tuple2<Integer, Integer>> pairs, Integer key) {
    return pairs.stream().filter(pair -> pair._1().equals(key)).map(Tuple2::_2).toList();
  }

  private static List<Optional<Integer>> optional(List<Integer> values) {
    return values.isEmpty()
        ? List.of(Optional.empty())
        : values.stream().map(Optional::of).toList();
  }

  private static List<Integer> sorted(Iterable<Integer> values) {
    var list = new ArrayList<Integer>();
    values.forEach(list::add);
    list.sort(null);
    return list;
  }
}

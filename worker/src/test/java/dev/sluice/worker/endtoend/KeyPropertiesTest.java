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
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Shuffles of random batches, beside what a few lines of plain Java make of them. */
class KeyPropertiesTest {
  private static final int TRIES = 4;

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void cogroupListsWhatBothSidesHave(@ForAll("batches") List<Batch> batches) {
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

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void fullOuterJoinPairsEveryValueWithEveryOther(@ForAll("batches") List<Batch> batches) {
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

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void combineByKeyGivesTheSameWithAndWithoutCombiningFirst(
      @ForAll("batches") List<Batch> batches, @ForAll boolean mapSideCombine) {
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

  @Provide
  Arbitrary<List<Batch>> batches() {
    var pair =
        Combinators.combine(
                Arbitraries.integers().between(-3, 3), Arbitraries.integers().between(0, 100))
            .as(Tuple2::of);
    var side = pair.list().ofMaxSize(30);
    return Combinators.combine(side, side).as(Batch::new).list().ofMinSize(1).ofMaxSize(20);
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

package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.Time;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** updateStateByKey, also over a restart after every batch. */
@Timeout(120)
class UpdateStateTableTest implements Table {
  private static final String U = "[a][a,b][a,b,c][a,b][a][]";

  /** A state that changes in place. */
  static final class Counter implements Serializable {
    private static final long serialVersionUID = 1L;
    int count;
    int batchesWithoutValues;
  }

  static Stream<Row> rows() {
    return Stream.of(
        Row.pairs(
            "no initial state",
            U,
            in -> in.ones().updateStateByKey(Sums::running),
            "{a1}{a2,b1}{a3,b2,c1}{a4,b3,c1}{a5,b3,c1}{a5,b3,c1}"),
        Row.pairs(
            "another number of partitions",
            U,
            in -> in.ones().updateStateByKey(Sums::running, 5),
            "{a1}{a2,b1}{a3,b2,c1}{a4,b3,c1}{a5,b3,c1}{a5,b3,c1}"),
        Row.pairs(
            "initial state",
            U,
            in ->
                in.ones()
                    .updateStateByKey(
                        Sums::running, new HashPartitioner(2), initial(in, "a", 1, "c", 2)),
            "{a2,c2}{a3,b1,c2}{a4,b2,c3}{a5,b3,c3}{a6,b3,c3}{a6,b3,c3}"),
        Row.pairs(
            "initial state, function of a partition",
            U,
            in ->
                in.ones()
                    .updateStateByKey(
                        UpdateStateTableTest::ofPartition,
                        new HashPartitioner(2),
                        true,
                        initial(in, "a", 1, "c", 2)),
            "{a2,c2}{a3,b1,c2}{a4,b2,c3}{a5,b3,c3}{a6,b3,c3}{a6,b3,c3}"),
        Row.pairs(
            "function of a partition",
            U,
            in ->
                in.ones()
                    .updateStateByKey(
                        UpdateStateTableTest::ofPartition, new HashPartitioner(2), true),
            "{a1}{a2,b1}{a3,b2,c1}{a4,b3,c1}{a5,b3,c1}{a5,b3,c1}"),
        Row.pairs(
            "function of time and key, initial state",
            U,
            in ->
                in.ones()
                    .updateStateByKey(
                        UpdateStateTableTest::addTime,
                        new HashPartitioner(2),
                        true,
                        initialTimes(in)),
            "{a1000,c0}{a3000,b2000,c0}{a6000,b5000,c3000}{a10000,b9000,c3000}"
                + "{a15000,b9000,c3000}{a15000,b9000,c3000}"),
        Row.pairs(
            "initial state and no values",
            "[][][a]",
            in ->
                in.ones()
                    .updateStateByKey(
                        Sums::running, new HashPartitioner(3), initial(in, "a", 1, "c", 2)),
            "{a1,c2}{a1,c2}{a2,c2}"),
        Row.pairs(
            "life of mutable objects",
            "[a,b]null[a,c,a][c]null null",
            in ->
                in.ones()
                    .updateStateByKey(UpdateStateTableTest::dropWhenIdle)
                    .mapValues(counter -> counter.count),
            "{a1,b1}{a1,b1}{a3,c1}{a3,c2}{c2}{}"),
        Row.pairs(
            "a state that is removed and comes again",
            "[a][][a][a]",
            in ->
                in.ones()
                    .<Integer>updateStateByKey(
                        (values, before) ->
                            values.isEmpty() ? Optional.empty() : Sums.running(values, before)),
            "{a1}{}{a1}{a2}"),
        Row.pairs(
            "two states one after the other",
            "[a][a,b][][b]",
            in ->
                in.ones().<Integer>updateStateByKey(Sums::running).updateStateByKey(Sums::running),
            "{a1}{a3,b1}{a5,b2}{a7,b4}"));
  }

  static Stream<Arguments> restarts() {
    return rows()
        .flatMap(
            row -> IntStream.range(1, row.batches()).mapToObj(after -> Arguments.of(row, after)));
  }

  @ParameterizedTest
  @MethodSource("restarts")
  void goesOnExactlyAfterARestart(Row row, int after) {
    assertThat(row.run(List.of(after))).isEqualTo(row.expectedText());
  }

  private static Optional<Counter> dropWhenIdle(List<Integer> values, Optional<Counter> before) {
    var counter = before.orElseGet(Counter::new);
    counter.count += Sums.of(values);
    counter.batchesWithoutValues = values.isEmpty() ? counter.batchesWithoutValues + 1 : 0;
    return counter.batchesWithoutValues >= 2 ? Optional.empty() : Optional.of(counter);
  }

  private static PairRDD<String, Integer> initial(
      Streams in, String first, int firstCount, String second, int secondCount) {
    return in.context()
        .sparkContext()
        .parallelizePairs(List.of(Tuple2.of(first, firstCount), Tuple2.of(second, secondCount)));
  }

  private static PairRDD<String, Long> initialTimes(Streams in) {
    return in.context()
        .sparkContext()
        .parallelizePairs(List.of(Tuple2.of("a", 0L), Tuple2.of("c", 0L)));
  }

  private static Iterator<Tuple2<String, Integer>> ofPartition(
      Iterator<Tuple3<String, List<Integer>, Optional<Integer>>> keys) {
    var states = new ArrayList<Tuple2<String, Integer>>();
    keys.forEachRemaining(
        key ->
            Sums.running(key._2(), key._3())
                .ifPresent(state -> states.add(Tuple2.of(key._1(), state))));
    return states.iterator();
  }

  private static Optional<Long> addTime(
      Time time, String key, List<Integer> values, Optional<Long> before) {
    return values.isEmpty() ? before : Optional.of(before.orElse(0L) + time.milliseconds());
  }
}

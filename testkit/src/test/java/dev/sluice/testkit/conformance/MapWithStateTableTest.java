package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.MapWithStateDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.Time;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** mapWithState, also over a restart after every batch. */
@Timeout(120)
class MapWithStateTableTest implements Table {
  private static final String U = "[a][a,b][a,b,c][a,b][a][]";

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "results come for records only",
            U,
            in -> in.ones().mapWithState(StateSpec.function(MapWithStateTableTest::count)),
            "{a1}{a2,b1}{a3,b2,c1}{a4,b3}{a5}{}"),
        Row.pairs(
            "snapshots hold every key",
            U,
            in ->
                in.ones()
                    .mapWithState(StateSpec.function(MapWithStateTableTest::count))
                    .stateSnapshots(),
            "{a1}{a2,b1}{a3,b2,c1}{a4,b3,c1}{a5,b3,c1}{a5,b3,c1}"),
        Row.of(
            "one call a record, in order",
            "[a,a,a][b,a]",
            in -> in.ones().mapWithState(StateSpec.function(MapWithStateTableTest::count)),
            "{a1,a2,a3}{a4,b1}"),
        Row.pairs(
            "initial state",
            "[a][][b]",
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.function(MapWithStateTableTest::count)
                            .initialState(
                                in.context()
                                    .sparkContext()
                                    .parallelizePairs(
                                        List.of(Tuple2.of("a", 5), Tuple2.of("c", 10)))))
                    .stateSnapshots(),
            "{a6,c10}{a6,c10}{a6,b1,c10}"),
        Row.pairs(
            "another number of partitions",
            U,
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.function(MapWithStateTableTest::count)
                            .partitioner(new HashPartitioner(10)))
                    .stateSnapshots(),
            "{a1}{a2,b1}{a3,b2,c1}{a4,b3,c1}{a5,b3,c1}{a5,b3,c1}"),
        Row.pairs(
            "timeout is strict",
            "[a][][][][]",
            in -> timed(in).stateSnapshots(),
            "{a1}{a1}{a1}{}{}"),
        Row.of(
            "the function is told of a timeout",
            "[a][][][][]",
            in -> timed(in),
            "{a1}{}{}{a-out}{}"),
        Row.pairs(
            "any record keeps a key alive",
            "[a][a][][a][][][]",
            in -> timed(in).stateSnapshots(),
            "{a1}{a2}{a2}{a3}{a3}{a3}{}"),
        Row.pairs(
            "a key with a record in the batch does not time out in it",
            "[a][][][a]",
            in -> timed(in).stateSnapshots(),
            "{a1}{a1}{a1}{a2}"),
        Row.pairs(
            "a state that is removed and comes again",
            "[a][x][a][a]",
            in ->
                in.ones()
                    .mapToPair(pair -> Tuple2.of("a", pair._1()))
                    .mapWithState(StateSpec.function(MapWithStateTableTest::removeAtX))
                    .stateSnapshots(),
            "{a1}{}{a1}{a2}"),
        Row.pairs(
            "no operation makes no state",
            "[a][a]",
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.<String, Integer, Integer, String>function(
                                (key, value, state) -> key)
                            .timeout(Durations.seconds(2)))
                    .stateSnapshots(),
            "{}{}"));
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

  private static MapWithStateDStream<String, Integer, Integer, String> timed(Streams in) {
    return in.ones()
        .mapWithState(
            StateSpec.function(MapWithStateTableTest::countUntilTimeout)
                .timeout(Durations.seconds(2)));
  }

  private static String count(String key, Optional<Integer> value, State<Integer> state) {
    state.update(state.getOption().orElse(0) + value.orElse(0));
    return key + state.get();
  }

  private static Optional<String> countUntilTimeout(
      Time time, String key, Optional<Integer> value, State<Integer> state) {
    return Optional.of(state.isTimingOut() ? key + "-out" : count(key, value, state));
  }

  private static String removeAtX(String key, Optional<String> value, State<Integer> state) {
    if (value.equals(Optional.of("x"))) {
      state.remove();
      return "removed";
    }
    state.update(state.getOption().orElse(0) + 1);
    return key + state.get();
  }
}

package dev.sluice.testkit.conformance;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.MapWithStateDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** State at its edges: removal, timeouts, initial states, batches without records. */
@Timeout(120)
class StateEdgesTest implements RestartedTable {
  static Stream<Row> rows() {
    return Stream.of(updates(), mappings(), timeouts()).flatMap(rows -> rows);
  }

  private static Stream<Row> updates() {
    return Stream.of(
        Row.pairs(
            "no records at all", "[][]", in -> in.ones().updateStateByKey(Sums::running), "{}{}"),
        Row.pairs(
            "a partitioner, and keys that are removed with values in the batch",
            "[a,b][a][a,b]",
            in -> in.ones().updateStateByKey(StateEdgesTest::untilTwo, new HashPartitioner(3)),
            "{a1,b1}{b1}{a1}"),
        Row.pairs(
            "an initial state that is removed in the first batch",
            "[][a]",
            in ->
                in.ones()
                    .updateStateByKey(
                        StateEdgesTest::untilTwo, new HashPartitioner(2), initial(in, 5)),
            "{}{a1}"),
        Row.pairs(
            "a function of a partition that drops keys",
            "[a,b][a][]",
            in ->
                in.ones()
                    .updateStateByKey(
                        StateEdgesTest::onlyWithValues, new HashPartitioner(2), false),
            "{a1,b1}{a2}{}"),
        Row.pairs(
            "a function of time and key that is never empty",
            "[a][][b]",
            in ->
                in.ones().updateStateByKey(StateEdgesTest::lastTime, new HashPartitioner(2), false),
            "{a1000}{a2000}{a3000,b3000}"),
        Row.pairs(
            "initial states of a transformation and another number of partitions",
            "[a]",
            in ->
                in.ones()
                    .updateStateByKey(
                        Sums::running,
                        new HashPartitioner(7),
                        initial(in, 5).mapValues(n -> n * 2).partitionBy(new HashPartitioner(4))),
            "{a11,c10}"),
        Row.pairs(
            "no data set in a batch",
            "null[a]null",
            in -> in.ones().updateStateByKey(Sums::running),
            "{}{a1}{a1}"),
        Row.pairs(
            "a join with state",
            List.of("[a][b][]", "[a][a][b]"),
            in -> in.ones().<Integer>updateStateByKey(Sums::running).join(in.marks()),
            "{a(1,x)}{a(1,x)}{b(1,x)}"),
        Row.pairs(
            "states of two operations of one stream",
            "[a][a]",
            in ->
                in.ones()
                    .<Integer>updateStateByKey(Sums::running)
                    .union(in.ones().<Integer>updateStateByKey(Sums::running)),
            "{a1,a1}{a2,a2}"));
  }

  private static Stream<Row> mappings() {
    return Stream.of(
        Row.of(
            "results that are left out",
            "[a,b,a][b]",
            in -> in.ones().mapWithState(StateSpec.function(StateEdgesTest::onlyTheSecond)),
            "{a2}{b2}"),
        Row.pairs(
            "removal and a new state for the next record of the batch",
            "[a,a,a]",
            in ->
                in.ones().mapWithState(StateSpec.function(StateEdgesTest::toggle)).stateSnapshots(),
            "{a1}"),
        Row.of(
            "results of removal and new state",
            "[a,a,a][a]",
            in -> in.ones().mapWithState(StateSpec.function(StateEdgesTest::toggle)),
            "{new,new,removed}{removed}"),
        Row.pairs(
            "no data set in a batch",
            "[a]null[a]",
            in ->
                in.ones().mapWithState(StateSpec.function(StateEdgesTest::count)).stateSnapshots(),
            "{a1}{a1}{a2}"),
        Row.of(
            "no results of initial states without records",
            "[][b]",
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.function(StateEdgesTest::count).initialState(initial(in, 5))),
            "{}{b1}"),
        Row.pairs(
            "initial states with another partitioner",
            "[][a]",
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.function(StateEdgesTest::count)
                            .initialState(initial(in, 5).partitionBy(new HashPartitioner(3)))
                            .numPartitions(5))
                    .stateSnapshots(),
            "{a5,c5}{a6,c5}"),
        Row.pairs(
            "mapWithState of a tumbling window",
            "[a][a][b][]",
            in ->
                in.ones()
                    .window(Durations.seconds(2), Durations.seconds(2))
                    .mapWithState(StateSpec.function(StateEdgesTest::count))
                    .stateSnapshots(),
            "{a2}{a2,b1}"),
        Row.of(
            "state behind a reduction",
            "[a,a][a]",
            in ->
                in.ones()
                    .reduceByKey(Integer::sum)
                    .mapWithState(StateSpec.function(StateEdgesTest::count)),
            "{a2}{a3}"),
        Row.pairs(
            "reduction of results",
            "[a,a][b]",
            in ->
                in.ones()
                    .mapWithState(StateSpec.function(StateEdgesTest::count))
                    .mapToPair(text -> Tuple2.of("n", 1))
                    .reduceByKey(Integer::sum),
            "{n2}{n1}"));
  }

  private static Stream<Row> timeouts() {
    return Stream.of(
        Row.of(
            "an update in the batch that another key times out in",
            "[a,b][][][b]",
            in -> timed(in, 2),
            "{a1,b1}{}{}{a-out,b2}"),
        Row.pairs(
            "initial states time out as of the first batch",
            "[][][][]",
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.function(StateEdgesTest::countUntilTimeout)
                            .initialState(initial(in, 5))
                            .timeout(Durations.seconds(2)))
                    .stateSnapshots(),
            "{a5,c5}{a5,c5}{a5,c5}{}"),
        Row.of(
            "a key that is removed does not time out too",
            "[a][a][][][][]",
            in ->
                in.ones()
                    .mapWithState(
                        StateSpec.function(StateEdgesTest::toggleUntilTimeout)
                            .timeout(Durations.seconds(2))),
            "{new}{removed}{}{}{}{}"),
        Row.of(
            "a key that comes again after its timeout begins anew",
            "[a][][][][a]",
            in -> timed(in, 2),
            "{a1}{}{}{a-out}{a1}"),
        Row.of("a timeout of less than a batch", "[a][][a]", in -> timed(in, 0), "{a1}{a-out}{a1}"),
        Row.of(
            "no data set in the batch of the timeout",
            "[a][]null null[]",
            in -> timed(in, 2),
            "{a1}{}{}{a-out}{}"),
        Row.of(
            "a record that only reads the state keeps it alive",
            "[a][][r][][][]",
            in ->
                in.texts()
                    .mapToPair(text -> Tuple2.of("k", text))
                    .mapWithState(
                        StateSpec.function(StateEdgesTest::readAtR).timeout(Durations.seconds(2))),
            "{k}{}{k}{}{}{k-out}"));
  }

  private static MapWithStateDStream<String, Integer, Integer, String> timed(
      Streams in, long seconds) {
    return in.ones()
        .mapWithState(
            StateSpec.function(StateEdgesTest::countUntilTimeout)
                .timeout(Durations.seconds(seconds)));
  }

  private static PairRDD<String, Integer> initial(Streams in, int count) {
    return in.context()
        .sparkContext()
        .parallelizePairs(List.of(Tuple2.of("a", count), Tuple2.of("c", count)));
  }

  private static Optional<Integer> untilTwo(List<Integer> values, Optional<Integer> before) {
    return Sums.running(values, before).filter(sum -> sum < 2);
  }

  private static Iterator<Tuple2<String, Integer>> onlyWithValues(
      Iterator<Tuple3<String, List<Integer>, Optional<Integer>>> keys) {
    var states = new ArrayList<Tuple2<String, Integer>>();
    keys.forEachRemaining(
        key -> {
          if (!key._2().isEmpty()) {
            states.add(Tuple2.of(key._1(), Sums.of(key._2()) + key._3().orElse(0)));
          }
        });
    return states.iterator();
  }

  private static Optional<Long> lastTime(
      Time time, String key, List<Integer> values, Optional<Long> before) {
    return Optional.of(time.milliseconds());
  }

  private static String count(String key, Optional<Integer> value, State<Integer> state) {
    state.update(state.getOption().orElse(0) + value.orElse(0));
    return key + state.get();
  }

  private static Optional<String> countUntilTimeout(
      Time time, String key, Optional<Integer> value, State<Integer> state) {
    return Optional.of(state.isTimingOut() ? key + "-out" : count(key, value, state));
  }

  private static Optional<String> onlyTheSecond(
      Time time, String key, Optional<Integer> value, State<Integer> state) {
    var counted = count(key, value, state);
    return state.get() == 2 ? Optional.of(counted) : Optional.empty();
  }

  private static String toggle(String key, Optional<Integer> value, State<Integer> state) {
    if (state.exists()) {
      state.remove();
      return "removed";
    }
    state.update(1);
    return "new";
  }

  private static Optional<String> toggleUntilTimeout(
      Time time, String key, Optional<Integer> value, State<Integer> state) {
    return Optional.of(state.isTimingOut() ? "out" : toggle(key, value, state));
  }

  private static Optional<String> readAtR(
      Time time, String key, Optional<String> value, State<Integer> state) {
    if (state.isTimingOut()) {
      return Optional.of(key + "-out");
    }
    if (!value.equals(Optional.of("r"))) {
      state.update(1);
    }
    return Optional.of(key);
  }
}

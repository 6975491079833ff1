package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.StateJob.INTERVAL;
import static dev.sluice.worker.endtoend.StateJob.firstBatches;
import static dev.sluice.worker.endtoend.StateJob.firstRecords;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.function.Function3;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What mapWithState gives in whole jobs: mapped records, states, timeouts. */
@Timeout(60)
class MapWithStateTest {
  private static final List<List<String>> INPUT =
      List.of(
          List.of(),
          List.of("a"),
          List.of("a", "b"),
          List.of("a", "b", "c"),
          List.of("a", "b"),
          List.of("a"),
          List.of());

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
  void callsTheFunctionForEachRecordOnly() {
    var mapped = ones(INPUT).mapWithState(StateSpec.function(runningCount()));

    assertThat(lists(mapped.<String>map(pair -> pair._1() + pair._2()), 7))
        .containsExactly(
            List.of(),
            List.of("a1"),
            List.of("a2", "b1"),
            List.of("a3", "b2", "c1"),
            List.of("a4", "b3"),
            List.of("a5"),
            List.of());
  }

  @Test
  void givesAllStatesAfterEachBatch() {
    var states = ones(INPUT).mapWithState(StateSpec.function(runningCount())).stateSnapshots();

    assertThat(firstBatches(states, 7))
        .containsExactly(
            Map.of(),
            Map.of("a", 1),
            Map.of("a", 2, "b", 1),
            Map.of("a", 3, "b", 2, "c", 1),
            Map.of("a", 4, "b", 3, "c", 1),
            Map.of("a", 5, "b", 3, "c", 1),
            Map.of("a", 5, "b", 3, "c", 1));
  }

  @Test
  void beginsWithInitialStatesAndGivesNoRecordsForThem() {
    var spec =
        StateSpec.function(runningCount()).initialState(job.dataSet(Map.of("a", 5, "b", 10)));

    var mapped = ones(List.of(List.of("a", "a"), List.of("b", "c"))).mapWithState(spec);

    assertThat(lists(mapped.<String>map(pair -> pair._1() + pair._2()), 2))
        .containsExactly(List.of("a6", "a7"), List.of("b11", "c1"));
  }

  @Test
  void callsTheFunctionOnceARecordInTheirOrder() {
    var spec =
        StateSpec.<String, Integer, String, String>function(
            (key, value, state) -> {
              state.update(state.getOption().orElse("") + value.orElseThrow());
              return state.get();
            });
    var numbers = List.of(List.of(1), List.of(2), List.of(3), List.of(4, 5));

    var mapped = job.stream(numbers).mapToPair(number -> new Tuple2<>("k", number));

    assertThat(lists(mapped.mapWithState(spec), 4).subList(0, 3))
        .containsExactly(List.of("1"), List.of("12"), List.of("123"));
  }

  @Test
  void givesNoRecordWhereTheFunctionGivesNone() {
    var spec =
        StateSpec.<String, Integer, Integer, String>function(
            (time, key, value, state) -> {
              state.update(state.getOption().orElse(0) + 1);
              return state.get() % 2 == 0
                  ? Optional.of(key + " at " + time.milliseconds())
                  : Optional.empty();
            });

    var records = firstRecords(ones(INPUT).mapWithState(spec), 7);

    var third = records.get(2);
    assertThat(third.getValue()).containsExactly("a at " + third.getKey().milliseconds());
    assertThat(records.get(1).getValue()).isEmpty();
  }

  @Test
  void removesAKeyOnceItWasIdleForLongerThanTheTimeout() {
    var input = new ArrayList<List<String>>();
    input.add(List.of("a", "b"));
    input.add(List.of("b"));
    input.add(List.of());
    input.add(List.of());
    var spec =
        StateSpec.<String, Integer, Integer, String>function(
                (key, value, state) -> {
                  if (state.isTimingOut()) {
                    assertThat(value).isEmpty();
                    return key + " timed out at " + state.get();
                  }
                  state.update(state.getOption().orElse(0) + 1);
                  return key + state.get();
                })
            .timeout(INTERVAL.multipliedBy(2));

    assertThat(lists(ones(input).mapWithState(spec), 6))
        .containsExactly(
            List.of("a1", "b1"),
            List.of("b2"),
            List.of(),
            List.of("a timed out at 1"),
            List.of("b timed out at 2"),
            List.of());
  }

  @Test
  void anyRecordKeepsAnExistingKeyFromTimingOutButMakesNone() {
    var input =
        List.of(
            List.of("a"), List.of("a", "x"), List.of("a"), List.<String>of(), List.<String>of());
    var spec =
        StateSpec.<String, Integer, Integer, String>function(
                (key, value, state) -> {
                  if (!state.exists() && key.equals("a")) {
                    state.update(7);
                  }
                  return key + (state.isTimingOut() ? " timed out" : "");
                })
            .timeout(INTERVAL);

    assertThat(lists(ones(input).mapWithState(spec), 6))
        .containsExactly(
            List.of("a"),
            List.of("a", "x"),
            List.of("a"),
            List.of(),
            List.of("a timed out"),
            List.of());
  }

  @Test
  void aKeyThatWasRemovedIsNotTimedOutToo() {
    var input = List.of(List.of("a", "b"), List.of("a"));
    var spec =
        StateSpec.<String, Integer, Integer, String>function(
                (key, value, state) -> {
                  if (state.isTimingOut()) {
                    return key + " timed out";
                  }
                  if (state.exists()) {
                    state.remove();
                    return key + " removed";
                  }
                  state.update(1);
                  return key;
                })
            .timeout(Duration.ZERO);

    assertThat(lists(ones(input).mapWithState(spec), 4))
        .containsExactly(
            List.of("a", "b"), List.of("a removed", "b timed out"), List.of(), List.of());
  }

  @Test
  void goesOnFromACheckpointWithStatesAndTheirTimes() {
    var slow = Duration.ofHours(1);
    var spec = StateSpec.function(runningCount()).timeout(slow);
    var before = ones(INPUT).mapWithState(spec).stateSnapshots();
    assertThat(firstBatches(before, 7).get(6)).isEqualTo(Map.of("a", 5, "b", 3, "c", 1));
    job.context().stop(true, true);

    job = new StateJob(directory);
    var after =
        job.files(directory.resolve("in"))
            .mapToPair(word -> new Tuple2<>(word, 1))
            .mapWithState(StateSpec.function(runningCount()).timeout(slow));

    assertThat(firstBatches(after.stateSnapshots(), 1).get(0))
        .isEqualTo(Map.of("a", 5, "b", 3, "c", 1));
  }

  @Test
  void mutableStateInASnapshotStaysAsItWas() {
    var spec =
        StateSpec.<String, Integer, List<Integer>, Integer>function(
            (key, value, state) -> {
              var list = state.getOption().orElseGet(ArrayList::new);
              list.add(value.orElseThrow());
              state.update(list);
              return list.size();
            });
    var input = List.of(List.of("a"), List.of("a"), List.of("a"));
    var sizes =
        ones(input)
            .mapWithState(spec)
            .stateSnapshots()
            .window(INTERVAL.multipliedBy(2))
            .map(pair -> pair._2().size());

    assertThat(firstRecords(sizes, 3).stream().map(Map.Entry::getValue))
        .containsExactly(List.of(1), List.of(1, 2), List.of(2, 3));
  }

  private PairDStream<String, Integer> ones(List<List<String>> input) {
    return job.stream(input).mapToPair(word -> new Tuple2<>(word, 1));
  }

  private static Function3<String, Optional<Integer>, State<Integer>, Tuple2<String, Integer>>
      runningCount() {
    return (word, one, state) -> {
      var sum = one.orElse(0) + state.getOption().orElse(0);
      state.update(sum);
      return new Tuple2<>(word, sum);
    };
  }

  private static <T extends Comparable<T>> List<List<T>> lists(DStream<T> stream, int number) {
    return firstRecords(stream, number).stream()
        .map(Map.Entry::getValue)
        .map(Collection::stream)
        .map(records -> records.sorted().toList())
        .toList();
  }
}

package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.testkit.TestInput;
import dev.sluice.testkit.TestJobException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program may not ask for, and what it is told. */
@Timeout(60)
class RefusedGraphTest {
  private static final Duration TWO = Durations.seconds(2);
  private static final Duration HALVES = Durations.milliseconds(1_500);
  private static final String MULTIPLE = "must be a multiple of the slide duration of the parent";

  static Stream<Arguments> windows() {
    return Stream.of(
        refused("window", in -> in.numbers().window(HALVES), "window duration (1500 ms) "),
        refused("slide", in -> in.numbers().window(TWO, HALVES), "slide duration (1500 ms) "),
        refused("no window", in -> in.numbers().window(Duration.ZERO), "window duration (0 ms) "),
        refused(
            "of a window",
            in -> in.numbers().window(TWO, TWO).window(Durations.seconds(3)),
            "window duration (3000 ms) "),
        refused("countByWindow", in -> in.numbers().countByWindow(HALVES, TWO), "countByWindow"),
        refused(
            "reduceByWindow",
            in -> in.numbers().reduceByWindow(Integer::sum, TWO, HALVES),
            "reduceByWindow"),
        refused(
            "inverse",
            in -> in.ones().reduceByKeyAndWindow(Integer::sum, (a, b) -> a - b, HALVES, TWO),
            "reduceByKeyAndWindow"),
        refused(
            "groupByKeyAndWindow", in -> in.ones().groupByKeyAndWindow(HALVES), "groupByKeyAnd"),
        refused(
            "countByValueAndWindow",
            in -> in.texts().countByValueAndWindow(HALVES, TWO),
            "countByValueAndWindow"));
  }

  static Stream<Arguments> slides() {
    return Stream.of(
        refused("union", in -> in.numbers().union(in.numbers().window(TWO, TWO)), "union"),
        refused(
            "ctx.union",
            in -> in.context().union(in.numbers(), in.numbers().window(TWO, TWO)),
            "union"),
        refused("join", in -> in.ones().join(in.ones().window(TWO, TWO)), "join"),
        refused("cogroup", in -> in.ones().cogroup(in.ones().window(TWO, TWO)), "cogroup"),
        refused(
            "transformWith",
            in ->
                in.numbers()
                    .transformWith(in.numbers().window(TWO, TWO), (a, b, time) -> a.union(b)),
            "transformWith"),
        refused(
            "ctx.transform",
            in ->
                in.context()
                    .transform(
                        List.of(in.numbers(), in.numbers().window(TWO, TWO)),
                        (rdds, time) -> in.context().sparkContext().<Integer>emptyRDD()),
            "transform"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("windows")
  void namesTheDurationThatDoesNotFit(String name, Consumer<Streams> graph, String named) {
    assertThatThrownBy(() -> build(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(MULTIPLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slides")
  void putsOnlyStreamsOfTheSameSlideTogether(
      String name, Consumer<Streams> graph, String operation) {
    assertThatThrownBy(() -> build(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(operation)
        .hasMessageContaining("1000 ms")
        .hasMessageContaining("2000 ms");
  }

  @Test
  void endsTheJobWhenAFilterDropsAKeyWhoseValuesStillLeave() {
    var row =
        Row.pairs(
            "filter",
            "[a1][a1][]",
            in ->
                in.counts()
                    .reduceByKeyAndWindow(
                        Integer::sum, (a, b) -> a - b, TWO, Durations.seconds(1), 2, pair -> false),
            "");

    assertThatThrownBy(row::run)
        .isInstanceOf(TestJobException.class)
        .hasMessageContaining("the filter dropped it too early");
  }

  private static Arguments refused(String name, Consumer<Streams> graph, String message) {
    return Arguments.of(name, graph, message);
  }

  private static void build(Consumer<Streams> graph) {
    try (var context = StreamingContext.local(2)) {
      graph.accept(new Streams(context, List.of(TestInput.of(List.of("1")).stream(context))));
    }
  }
}

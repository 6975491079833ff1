package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows, also over a restart after every batch. */
@Timeout(120)
class WindowTableTest implements Table {
  private static final String NUMBERS = "[0][1][2][3][4][5]";
  private static final String BIG =
      "[a1][a1,b1][a1,b1,c1][a1,b1][a1][][a1][a1,b1][a1,b1,c1][a1,b1][a1][]";
  private static final Duration ONE = Durations.seconds(1);
  private static final Duration TWO = Durations.seconds(2);
  private static final Duration THREE = Durations.seconds(3);
  private static final Duration FOUR = Durations.seconds(4);

  static Stream<Row> rows() {
    return Stream.of(windows(), reduced(), inverse(), others()).flatMap(rows -> rows);
  }

  private static Stream<Row> windows() {
    return Stream.of(
        Row.of(
            "basic window",
            NUMBERS,
            in -> in.numbers().window(TWO, ONE),
            "{0}{0,1}{1,2}{2,3}{3,4}{4,5}"),
        Row.of("tumbling", NUMBERS, in -> in.numbers().window(TWO, TWO), "{0,1}{2,3}{4,5}"),
        Row.of(
                "larger",
                NUMBERS,
                in -> in.numbers().window(FOUR, TWO),
                "{0,1}{0,1,2,3}{2,3,4,5}{4,5}")
            .batches(8),
        Row.of("non-overlapping", NUMBERS, in -> in.numbers().window(TWO, THREE), "{1,2}{4,5}"),
        Row.of("of one batch", NUMBERS, in -> in.numbers().window(ONE), "{0}{1}{2}{3}{4}{5}"),
        Row.of(
                "slide beyond the window, twice",
                NUMBERS,
                in -> in.numbers().window(ONE, FOUR),
                "{3}{}")
            .batches(8),
        Row.of(
            "window of a window",
            NUMBERS,
            in -> in.numbers().window(TWO, ONE).window(FOUR, TWO).count(),
            "{3}{7}{8}"),
        Row.of(
            "count of a window",
            "[][0][][1,2][]",
            in -> in.numbers().window(TWO).count(),
            "{0}{1}{1}{2}{2}"));
  }

  private static Stream<Row> reduced() {
    return Stream.of(
        reduced("basic", "[a1,a3]", TWO, ONE, "{a4}"),
        reduced("value added", "[a1][a1]", TWO, ONE, "{a1}{a2}"),
        reduced("key added", "[a1][a1,b1]", TWO, ONE, "{a1}{a2,b1}"),
        reduced("key removed", "[a1][a1][][]", TWO, ONE, "{a1}{a2}{a1}{}"),
        reduced("larger slide", "[a1][a2][a3][a4][a5][a6][][]", FOUR, TWO, "{a3}{a10}{a18}{a11}"),
        reduced("big", BIG, TWO, ONE, FILTERED),
        reduced("slide beyond the window", "[a1][a2][a3][a4][a5][a6]", TWO, THREE, "{a5}{a11}"));
  }

  private static final String FILTERED =
      "{a1}{a2,b1}{a2,b2,c1}{a2,b2,c1}{a2,b1}{a1}{a1}{a2,b1}{a2,b2,c1}{a2,b2,c1}{a2,b1}{a1}";

  private static Stream<Row> inverse() {
    return Stream.of(
        inverse("basic", "[a1,a3]", TWO, ONE, "{a4}"),
        inverse("value added", "[a1][a1]", TWO, ONE, "{a1}{a2}"),
        inverse("key added", "[a1][a1,b1]", TWO, ONE, "{a1}{a2,b1}"),
        inverse("key removed", "[a1][a1][][]", TWO, ONE, "{a1}{a2}{a1}{a0}"),
        inverse("larger slide", "[a1][a2][a3][a4][a5][a6][][]", FOUR, TWO, "{a3}{a10}{a18}{a11}"),
        inverse(
            "big",
            BIG,
            TWO,
            ONE,
            "{a1}{a2,b1}{a2,b2,c1}{a2,b2,c1}{a2,b1,c0}{a1,b0,c0}"
                + "{a1,b0,c0}{a2,b1,c0}{a2,b2,c1}{a2,b2,c1}{a2,b1,c0}{a1,b0,c0}"),
        Row.pairs(
            "inverse function and filter: big",
            BIG,
            in ->
                in.counts()
                    .reduceByKeyAndWindow(
                        Integer::sum, (a, b) -> a - b, TWO, ONE, 2, pair -> pair._2() != 0),
            FILTERED));
  }

  private static Stream<Row> others() {
    return Stream.of(
        Row.pairs(
            "groupByKeyAndWindow",
            BIG,
            in -> in.counts().groupByKeyAndWindow(TWO, ONE),
            "{a(1)}{a(1,1),b(1)}{a(1,1),b(1,1),c(1)}{a(1,1),b(1,1),c(1)}{a(1,1),b(1)}{a(1)}"
                + "{a(1)}{a(1,1),b(1)}{a(1,1),b(1,1),c(1)}{a(1,1),b(1,1),c(1)}{a(1,1),b(1)}{a(1)}"),
        Row.of(
            "countByWindow",
            "[1][1][1,2][0][][]",
            in -> in.texts().countByWindow(TWO, ONE),
            "{1}{2}{3}{3}{1}{0}"),
        Row.pairs(
            "countByValueAndWindow",
            "[a][b,b][a,b]",
            in -> in.texts().countByValueAndWindow(TWO, ONE),
            "{a1}{a1,b2}{a1,b3}"),
        Row.of(
            "reduceByWindow",
            "[1][2,3][4][][]",
            in -> in.numbers().reduceByWindow(Integer::sum, TWO, ONE),
            "{1}{6}{9}{4}{}"),
        Row.of(
            "reduceByWindow with inverse function",
            "[1][2,3][4][][]",
            in -> in.numbers().reduceByWindow(Integer::sum, (a, b) -> a - b, TWO, ONE),
            "{1}{6}{9}{4}{0}"));
  }

  private static Row reduced(
      String name, String input, Duration window, Duration slide, String expected) {
    return pairs(
        "no inverse function: " + name,
        input,
        counts -> counts.reduceByKeyAndWindow(Integer::sum, window, slide),
        expected);
  }

  private static Row inverse(
      String name, String input, Duration window, Duration slide, String expected) {
    return pairs(
        "inverse function: " + name,
        input,
        counts -> counts.reduceByKeyAndWindow(Integer::sum, (a, b) -> a - b, window, slide),
        expected);
  }

  private static Row pairs(
      String name,
      String input,
      Function<PairDStream<String, Integer>, PairDStream<String, Integer>> operation,
      String expected) {
    return Row.pairs(name, input, in -> operation.apply(in.counts()), expected);
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
}

package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.rdd.RDD;
import dev.sluice.testkit.TestJobException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on streams that have no data set in a batch; see {@code null} in the inputs. */
@Timeout(120)
class NoDataSetTableTest {
  private static final List<String> LAST = List.of("[1..4][5..8]null", "[1][2][3]");

  static Stream<Row> failing() {
    return Stream.of(
        Row.of("union", LAST, in -> in.numbers(1).union(in.numbers(0)), ""),
        Row.of(
            "union of both",
            List.of("[1]null", "[1]null"),
            in -> in.numbers(1).union(in.numbers(0)),
            ""),
        Row.of("ctx.union", LAST, in -> in.context().union(in.numbers(1), in.numbers(0)), ""),
        Row.of("transform", LAST, in -> in.numbers(0).transform(rdd -> rdd.map(n -> n + 1)), ""),
        Row.of(
            "transformWith",
            LAST,
            in ->
                in.numbers(1)
                    .transformWith(in.numbers(0), (left, right, time) -> left.union(right)),
            ""),
        Row.of(
            "ctx.transform",
            LAST,
            in ->
                in.context()
                    .transform(
                        List.of(in.numbers(1), in.numbers(0)),
                        (rdds, time) -> in.context().sparkContext().<Integer>emptyRDD()),
            ""),
        Row.of(
            "transform to null",
            "[1][2]",
            in -> in.numbers().transform(NoDataSetTableTest::none),
            ""));
  }

  static Stream<Row> passing() {
    return Stream.of(
        Row.of("map", "[1]null[2]", in -> in.numbers().map(n -> n + 1), "[2][3]"),
        Row.of("reduce", "[1]null[2]", in -> in.numbers().reduce(Integer::sum), "[1][2]"),
        Row.of(
            "window",
            "[1]null[2]",
            in -> in.numbers().window(java.time.Duration.ofSeconds(2)),
            "{1}{1}{2}"));
  }

  @SuppressWarnings("NullAway") // what must not be done
  private static RDD<Integer> none(RDD<Integer> rdd) {
    return null;
  }

  @ParameterizedTest
  @MethodSource("failing")
  void endsTheJob(Row row) {
    assertThatThrownBy(row::run)
        .isInstanceOf(TestJobException.class)
        .hasCauseInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void givesWhatSparkGives(Row row) {
    assertThat(row.run()).isEqualTo(row.expectedText());
  }
}

package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.rdd.RDD;
import dev.sluice.testkit.TestJobException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on streams that have no data set in a batch; see {@code null} in the inputs. */
@Timeout(120)
class NoDataSetTableTest {
  static Stream<Row> failing() {
    return Stream.of(
        Row.of(
            "transform to null",
            "[1][2]",
            in -> in.numbers().transform(NoDataSetTableTest::none),
            ""));
  }

  static Stream<Row> passing() {
    return Stream.of(
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

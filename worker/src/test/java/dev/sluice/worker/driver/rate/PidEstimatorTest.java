package dev.sluice.worker.driver.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of Spark's own suite, and rows computed by hand from its formula. */
class PidEstimatorTest {
  private static final PidEstimator DEFAULT = estimator(1, 0, 0, 10);

  @Test
  void givesNoRateAfterTheFirstBatch() {
    assertThat(DEFAULT.after(sample(0, 10, 10, 0)).rate()).isEmpty();
  }

  @Test
  void givesARateAfterTheSecondBatch() {
    var second = DEFAULT.after(sample(0, 10, 10, 0)).after(sample(10, 10, 10, 0));

    assertThat(second.rate()).hasValue(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10, 10, no time has passed",
    "20, 0, 10, no records",
    "20, -10, 10, no records",
    "20, 10, 0, no processing time",
    "20, 10, -10, no processing time"
  })
  void givesNoRateAfterABatchThatSaysNothing(long end, long records, long processing) {
    var before = DEFAULT.after(sample(0, 10, 10, 0)).after(sample(10, 10, 10, 0));
    var after = before.after(sample(end, records, processing, 0));

    assertThat(after.rate()).isEmpty();
    assertThat(after.latest()).isEqualTo(before.latest());
  }

  @Test
  void neverGoesBelowTheLowestRate() {
    var rates = run(estimator(1, 1, 0, 5), i -> sample(i * 20L, 1, 20, 100));

    assertThat(rates.get(0)).isEmpty();
    assertThat(rates.subList(1, 50)).containsOnly(OptionalDouble.of(5));
  }

  @Test
  void followsAGrowingProcessingRateWhenNothingWaits() {
    var rates = run(estimator(1, 1, 0, 10), i -> sample(i * 20L, (i + 1) * 20L, 20, 0));

    assertThat(rates.subList(1, 50)).isEqualTo(perSecond(i -> (i + 1) * 1000.0));
  }

  @Test
  void followsAFallingProcessingRateWhenNothingWaits() {
    var rates = run(estimator(1, 1, 0, 10), i -> sample(i * 20L, (50 - i) * 20L, 20, 0));

    assertThat(rates.subList(1, 50)).isEqualTo(perSecond(i -> (50 - i) * 1000.0));
  }

  @Test
  void staysBelowTheProcessingRateWhileBatchesWait() {
    var random = new Random(7);
    var samples =
        IntStream.range(0, 50)
            .mapToObj(i -> sample(i * 20L, 1 + random.nextInt(1000), 20, 1 + random.nextInt(18)))
            .toList();
    var rates = run(estimator(1, 0.01, 0, 10), samples::get);

    for (var i = 1; i < 50; i++) {
      var speed = Math.max(10.1, samples.get(i).records() * 50.0);
      assertThat(rates.get(i).orElseThrow()).isLessThan(speed);
    }
  }

  /** The first batch gives 1,000 a second; the second one 500, so that the error is 500. */
  @ParameterizedTest
  @CsvSource({
    "1.0, 0.2, 0.0, 0, 500",
    "1.0, 0.2, 0.0, 10, 450",
    "0.5, 0.2, 0.0, 10, 700",
    "1.0, 0.0, 0.001, 0, 475",
    "0.5, 0.2, 0.001, 20, 625",
    "1.0, 1.0, 0.0, 40, 100"
  })
  void weighsErrorWaitingAndChange(
      double proportional, double integral, double derived, long wait, double expected) {
    var first = estimator(proportional, integral, derived, 100).after(sample(0, 20, 20, 0));

    var rate = first.after(sample(20, 10, 20, wait)).rate();

    assertThat(rate.orElseThrow()).isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"-1, 2, 3, 10", "0, -1, 3, 10", "0, 0, -1, 10", "0, 0, 0, 0", "0, 0, 0, -10"})
  void refusesGainsOutOfRange(double p, double i, double d, double minRate) {
    assertThatThrownBy(() -> estimator(p, i, d, minRate))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnIntervalThatIsNotPositive() {
    assertThatThrownBy(() -> new PidEstimator(DEFAULT.gains(), 0))
        .hasMessage("batch interval must be positive: 0");
  }

  private static PidEstimator estimator(double p, double i, double d, double minRate) {
    return new PidEstimator(new PidEstimator.Gains(p, i, d, minRate), 20);
  }

  private static BatchSample sample(long end, long records, long processing, long wait) {
    return new BatchSample(end, records, 20, processing, wait);
  }

  private static List<OptionalDouble> run(PidEstimator begin, IntFunction<BatchSample> samples) {
    var rates = new ArrayList<OptionalDouble>();
    var estimator = begin;
    for (var i = 0; i < 50; i++) {
      estimator = estimator.after(samples.apply(i));
      rates.add(estimator.rate());
    }
    return rates;
  }

  private static List<OptionalDouble> perSecond(IntFunction<Double> rate) {
    return IntStream.range(1, 50).mapToObj(i -> OptionalDouble.of(rate.apply(i))).toList();
  }
}

package dev.sluice.worker.driver.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoEstimatorTest {
  private static final AutoEstimator NEW =
      new AutoEstimator(new AutoEstimator.Bounds(1_000, 100), 1_000);

  @Test
  void doublesFromASmallFirstBatch() {
    var rates = NEW;
    for (var expected = 2_000; expected <= 64_000; expected *= 2) {
      rates = rates.after(sample((long) rates.current(), (long) rates.current() / 100_000 + 1, 0));
      assertThat(rates.current()).isEqualTo(expected);
    }
  }

  /** A job that spends 50 µs on a record can do 20,000 a second, and is given four fifths. */
  @Test
  void settlesAtFourFifthsOfWhatTheJobCanDo() {
    var settled = overloaded(NEW, 12);

    assertThat(settled.current()).isCloseTo(16_000, within(1.0));
  }

  @ParameterizedTest
  @CsvSource({"1000, 16000", "1001, 7996", "3000, 4000", "15000, 1000", "3000000, 100"})
  void goesDownAtOnceTheLongerABatchWaits(long wait, double expected) {
    var settled = overloaded(NEW, 12);

    assertThat(settled.waiting(wait).current()).isCloseTo(expected, within(1.0));
    assertThat(settled.after(sample(16_000, 800, wait)).current()).isCloseTo(expected, within(1.0));
  }

  @Test
  void goesDownNoFurtherWhileTheSameBatchWaits() {
    var settled = overloaded(NEW, 12);

    var waited = settled.waiting(3_000).waiting(2_000).waiting(3_000);

    assertThat(waited.current()).isCloseTo(4_000, within(1.0));
  }

  @Test
  void goesBackToWhatItHadLearnedWhenNothingWaits() {
    var waited = overloaded(NEW, 12).waiting(15_000);

    assertThat(waited.after(sample(1_000, 50, 0)).current()).isCloseTo(16_000, within(1.0));
    assertThat(waited.after(sample(0, 1, 0)).current()).isCloseTo(16_000, within(1.0));
  }

  @Test
  void goesDownWhenRecordsBecomeDearer() {
    var settled = overloaded(NEW, 12);

    var once = settled.after(sample(16_000, 1_600, 0));
    var often = once;
    for (var batch = 0; batch < 12; batch++) {
      often = often.after(sample((long) often.current(), (long) often.current() / 10, 0));
    }

    assertThat(once.current()).isLessThan(11_000);
    assertThat(often.current()).isCloseTo(8_000, within(20.0));
  }

  @Test
  void keepsARateThatTheSourceDoesNotUse() {
    var settled = overloaded(NEW, 12);

    var idle = settled.after(sample(10, 20, 0)).after(sample(0, 0, 0)).after(sample(5, 20, 0));

    assertThat(idle.current()).isCloseTo(16_000, within(1.0));
  }

  @Test
  void goesOnFromWhatReceiversStoreAfterARestartOfTheDriver() {
    assertThat(NEW.after(sample(14_000, 700, 0)).current()).isCloseTo(16_000, within(1.0));
    assertThat(NEW.waiting(5_000)).isEqualTo(NEW);
  }

  @Test
  void countsOldBatchesLess() {
    var cold = NEW.after(sample(1_000, 5_000, 0));
    assertThat(cold.current()).isCloseTo(160, within(1.0));

    var warm = cold;
    for (var batch = 0; batch < 16; batch++) {
      warm = warm.after(sample((long) warm.current(), (long) (warm.current() / 20), 0));
    }

    assertThat(warm.current()).isCloseTo(16_000, within(100.0));
  }

  @Test
  void sharesTheTimeBetweenStreams() {
    var many = NEW.after(sample(900, 500, 0));
    var few = NEW.after(sample(600, 500, 0));

    assertThat(many.current()).isCloseTo(1_440, within(1.0));
    assertThat(few.current()).isCloseTo(960, within(1.0));
  }

  private static AutoEstimator overloaded(AutoEstimator begin, int batches) {
    var estimator = begin;
    for (var batch = 0; batch < batches; batch++) {
      var records = (long) estimator.current();
      estimator = estimator.after(sample(records, records / 20, 0));
    }
    return estimator;
  }

  private static BatchSample sample(long records, long processing, long wait) {
    return new BatchSample(0, records, 1_000, processing, wait);
  }
}

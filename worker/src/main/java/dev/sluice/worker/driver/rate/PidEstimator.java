package dev.sluice.worker.driver.rate;

import java.util.OptionalDouble;

/**
 * Spark's proportional-integral-derivative controller, number for number. Its error is the former
 * rate less the rate at which the last batch was processed; what waits is the integral.
 *
 * @param gains how strongly it reacts
 * @param intervalMillis the batch interval
 * @param latest what the former estimate was
 * @param rate the new estimate; empty if the last sample gave none
 */
record PidEstimator(Gains gains, long intervalMillis, Latest latest, OptionalDouble rate)
    implements RateEstimator {
  PidEstimator {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("batch interval must be positive: " + intervalMillis);
    }
  }

  /** Makes an estimator that has seen nothing. */
  PidEstimator(Gains gains, long intervalMillis) {
    this(gains, intervalMillis, new Latest(-1, -1, -1), OptionalDouble.empty());
  }

  /**
   * How strongly it reacts.
   *
   * @param proportional to the error of the last batch
   * @param integral to what waits
   * @param derived to the change of the error
   * @param minRate the lowest rate, in records a second
   */
  record Gains(double proportional, double integral, double derived, double minRate) {
    Gains {
      if (!(proportional >= 0 && integral >= 0 && derived >= 0 && minRate > 0)) {
        throw new IllegalArgumentException(
            "gains must not be negative and the lowest rate positive: %s, %s, %s, %s"
                .formatted(proportional, integral, derived, minRate));
      }
    }
  }

  /** The former estimate; before the first one its numbers are -1. */
  record Latest(long endMillis, double rate, double error) {
    private boolean isNone() {
      return rate < 0;
    }
  }

  @Override
  public PidEstimator after(BatchSample sample) {
    if (sample.endMillis() <= latest.endMillis()
        || sample.records() <= 0
        || sample.processingMillis() <= 0) {
      return with(latest, OptionalDouble.empty());
    }
    var processingRate = (double) sample.records() / sample.processingMillis() * 1000;
    if (latest.isNone()) {
      return with(new Latest(sample.endMillis(), processingRate, 0), OptionalDouble.empty());
    }
    var seconds = (sample.endMillis() - latest.endMillis()) / 1000.0;
    var error = latest.rate() - processingRate;
    var historicalError = sample.waitMillis() * processingRate / intervalMillis;
    var errorChange = (error - latest.error()) / seconds;
    var estimate =
        Math.max(
            gains.minRate(),
            latest.rate()
                - gains.proportional() * error
                - gains.integral() * historicalError
                - gains.derived() * errorChange);
    return with(new Latest(sample.endMillis(), estimate, error), OptionalDouble.of(estimate));
  }

  /** Spark's controller looks at complete batches only. */
  @Override
  public PidEstimator waiting(long waitMillis) {
    return this;
  }

  private PidEstimator with(Latest newest, OptionalDouble estimate) {
    return new PidEstimator(gains, intervalMillis, newest, estimate);
  }
}

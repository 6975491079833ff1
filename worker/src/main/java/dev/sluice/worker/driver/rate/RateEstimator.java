package dev.sluice.worker.driver.rate;

import java.util.OptionalDouble;

/** Decides the rate of one stream. Immutable: what is seen gives another estimator. */
sealed interface RateEstimator permits PidEstimator, AutoEstimator {
  /** Takes in what was seen of a batch that is complete. */
  RateEstimator after(BatchSample sample);

  /** Takes in that a batch has not been started for some milliseconds. */
  RateEstimator waiting(long waitMillis);

  /** Returns the rate that follows, in records a second; empty to leave it as it is. */
  OptionalDouble rate();
}

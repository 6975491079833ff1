package dev.sluice.worker.receiver;

import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;

/**
 * How fast receivers may be; all rates are in records a second.
 *
 * @param enabled whether the rate follows what the job can do
 * @param estimator how it follows
 * @param initialRate before the first batch is complete
 * @param maxRate never more; {@link Double#MAX_VALUE} for no limit
 * @param minRate never less
 * @param proportional weight of the error in the last batch
 * @param integral weight of what waits
 * @param derived weight of the change of the error
 */
public record RateSettings(
    boolean enabled,
    Estimator estimator,
    double initialRate,
    double maxRate,
    double minRate,
    double proportional,
    double integral,
    double derived) {

  /** What the automatic estimator begins with. */
  private static final double SLOW_START = 1_000;

  /** How a rate is found. */
  public enum Estimator {
    /** Spark's controller. */
    PID,
    /** By what a record costs. */
    AUTO
  }

  /** Reads a job's configuration. */
  public static RateSettings of(Settings settings) {
    var max = settings.get(Keys.RECEIVER_MAX_RATE).map(Long::doubleValue).orElse(Double.MAX_VALUE);
    var enabled = settings.get(Keys.BACKPRESSURE);
    var estimator =
        settings.get(Keys.RATE_ESTIMATOR).equals("pid") ? Estimator.PID : Estimator.AUTO;
    var first =
        settings
            .get(Keys.INITIAL_RATE)
            .map(Long::doubleValue)
            .orElse(estimator == Estimator.AUTO ? SLOW_START : max);
    return new RateSettings(
        enabled,
        estimator,
        enabled ? Math.min(first, max) : max,
        max,
        settings.get(Keys.PID_MIN_RATE),
        settings.get(Keys.PID_PROPORTIONAL),
        settings.get(Keys.PID_INTEGRAL),
        settings.get(Keys.PID_DERIVED));
  }
}

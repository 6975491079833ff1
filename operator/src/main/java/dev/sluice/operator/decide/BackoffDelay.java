package dev.sluice.operator.decide;

import dev.sluice.crds.Backoff;
import java.time.Duration;

/** The wait before a replacement: none after the first failure, then growing to a limit. */
final class BackoffDelay {
  private BackoffDelay() {}

  /**
   * Returns how long to wait.
   *
   * @param backoff the user's settings
   * @param failures failures in a row, this one included
   * @param seed spreads the waits of jobs that fail together; the same seed gives the same wait
   */
  static Duration after(Backoff backoff, int failures, String seed) {
    if (failures <= 1) {
      return Duration.ZERO;
    }
    double seconds =
        backoff.initialSeconds()
            * Math.pow(backoff.multiplier().doubleValue(), Math.min(failures - 2, 64));
    double capped = Math.min(seconds, backoff.maxSeconds().doubleValue());
    double spread = Math.floorMod((seed + failures).hashCode(), 1000) / 1000.0;
    double jittered = capped * (1 + spread * backoff.jitterPercent() / 100.0);
    return Duration.ofMillis(Math.round(jittered * 1000));
  }
}

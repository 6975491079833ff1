package dev.sluice.streaming;

import java.time.Duration;

/** Durations by their unit, as in Spark; the values are plain {@link Duration}s. */
public final class Durations {
  private Durations() {}

  /**
   * Gives a duration in milliseconds.
   *
   * @param milliseconds the number of milliseconds
   * @return the duration
   */
  public static Duration milliseconds(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }

  /**
   * Gives a duration in seconds.
   *
   * @param seconds the number of seconds
   * @return the duration
   */
  public static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  /**
   * Gives a duration in minutes.
   *
   * @param minutes the number of minutes
   * @return the duration
   */
  public static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }
}

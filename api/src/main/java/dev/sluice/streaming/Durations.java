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

  /**
   * Divides a duration by another; what Spark's {@code Duration.div} does.
   *
   * @param duration the dividend
   * @param other the divisor, not zero
   * @return how many times the divisor fits, with its fraction
   */
  public static double div(Duration duration, Duration other) {
    return (double) duration.toMillis() / other.toMillis();
  }

  /**
   * Says whether a duration is a multiple of another; what Spark's {@code Duration.isMultipleOf}
   * does.
   *
   * @param duration the duration
   * @param other the other one, not zero
   * @return whether it fits without a rest
   */
  public static boolean isMultipleOf(Duration duration, Duration other) {
    return duration.toMillis() % other.toMillis() == 0;
  }

  /**
   * Gives the shorter of two durations.
   *
   * @param left a duration
   * @param right another one
   * @return the shorter one
   */
  public static Duration min(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  /**
   * Gives the longer of two durations.
   *
   * @param left a duration
   * @param right another one
   * @return the longer one
   */
  public static Duration max(Duration left, Duration right) {
    return left.compareTo(right) >= 0 ? left : right;
  }
}

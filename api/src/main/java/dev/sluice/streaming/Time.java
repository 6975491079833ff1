package dev.sluice.streaming;

import java.io.Serializable;
import java.time.Duration;

/**
 * A point in time, in milliseconds since 1970-01-01 UTC; names a batch.
 *
 * @param milliseconds milliseconds since the epoch
 */
public record Time(long milliseconds) implements Comparable<Time>, Serializable {
  /**
   * Adds a duration.
   *
   * @param duration what to add
   * @return the later time
   */
  public Time plus(Duration duration) {
    return new Time(milliseconds + duration.toMillis());
  }

  /**
   * Subtracts a duration.
   *
   * @param duration what to subtract
   * @return the earlier time
   */
  public Time minus(Duration duration) {
    return new Time(milliseconds - duration.toMillis());
  }

  /**
   * Measures the time since an earlier one.
   *
   * @param earlier the earlier time
   * @return the duration between both
   */
  public Duration minus(Time earlier) {
    return Duration.ofMillis(milliseconds - earlier.milliseconds);
  }

  /**
   * Rounds down to a multiple of a duration since the epoch.
   *
   * @param duration the grid
   * @return the last point of the grid that is not after this time
   */
  public Time floor(Duration duration) {
    return floor(duration, new Time(0));
  }

  /**
   * Rounds down to a multiple of a duration since a zero time.
   *
   * @param duration the grid
   * @param zeroTime where the grid begins
   * @return the last point of the grid that is not after this time
   */
  public Time floor(Duration duration, Time zeroTime) {
    var step = duration.toMillis();
    return new Time(
        Math.floorDiv(milliseconds - zeroTime.milliseconds, step) * step + zeroTime.milliseconds);
  }

  /**
   * Says whether this time is a multiple of a duration since the epoch.
   *
   * @param duration the grid
   * @return whether this time is a point of the grid
   */
  public boolean isMultipleOf(Duration duration) {
    return milliseconds % duration.toMillis() == 0;
  }

  /**
   * Compares with another time.
   *
   * @param other the other time
   * @return whether this time is earlier
   */
  public boolean less(Time other) {
    return milliseconds < other.milliseconds;
  }

  /**
   * Compares with another time.
   *
   * @param other the other time
   * @return whether this time is earlier or the same
   */
  public boolean lessEq(Time other) {
    return milliseconds <= other.milliseconds;
  }

  /**
   * Compares with another time.
   *
   * @param other the other time
   * @return whether this time is later
   */
  public boolean greater(Time other) {
    return milliseconds > other.milliseconds;
  }

  /**
   * Compares with another time.
   *
   * @param other the other time
   * @return whether this time is later or the same
   */
  public boolean greaterEq(Time other) {
    return milliseconds >= other.milliseconds;
  }

  @Override
  public int compareTo(Time other) {
    return Long.compare(milliseconds, other.milliseconds);
  }

  /** {@return the milliseconds and their unit, as Spark prints a time} */
  @Override
  public String toString() {
    return milliseconds + " ms";
  }
}

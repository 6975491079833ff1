package dev.sluice.streaming;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

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
   * Lists the times from this one to a later one.
   *
   * @param end the first time that is not in the list
   * @param step the distance between two of them, positive
   * @return the times, this one first; empty if this is not before the end
   */
  public List<Time> until(Time end, Duration step) {
    return times(end.milliseconds, step);
  }

  /**
   * Lists the times from this one to a later one, which is included if a step meets it.
   *
   * @param last the last time that can be in the list
   * @param step the distance between two of them, positive
   * @return the times, this one first; empty if this is after the last
   */
  public List<Time> to(Time last, Duration step) {
    return times(last.milliseconds + 1, step);
  }

  private List<Time> times(long end, Duration step) {
    var millis = step.toMillis();
    if (millis < 1) {
      throw new IllegalArgumentException("step must be at least 1 ms: " + step);
    }
    return LongStream.iterate(milliseconds, time -> time < end, time -> time + millis)
        .mapToObj(Time::new)
        .toList();
  }

  /**
   * Gives the earlier of two times.
   *
   * @param other the other time
   * @return this time if it is not later
   */
  public Time min(Time other) {
    return less(other) ? this : other;
  }

  /**
   * Gives the later of two times.
   *
   * @param other the other time
   * @return this time if it is later
   */
  public Time max(Time other) {
    return greater(other) ? this : other;
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

package dev.sluice.streaming;

import java.time.Duration;

/**
 * A span of time.
 *
 * @param beginTime its first time
 * @param endTime its last time, not before the first one
 */
public record Interval(Time beginTime, Time endTime) {
  /** Checks the order. */
  public Interval {
    if (endTime.less(beginTime)) {
      throw new IllegalArgumentException(
          "an interval cannot end at %s before it begins at %s".formatted(endTime, beginTime));
    }
  }

  /** {@return from its first time to its last one} */
  public Duration duration() {
    return endTime.minus(beginTime);
  }
}

package dev.sluice.worker.control;

import java.time.Duration;

/** How long to wait before the next connection: soon at first, at most a second. */
final class ReconnectDelay {
  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1_000;
  private static final int MOST_DOUBLINGS = 10;

  private ReconnectDelay() {}

  /**
   * Returns the delay.
   *
   * @param failures connections that failed since the last one that worked, from 0
   */
  static Duration after(int failures) {
    long millis = FIRST_MILLIS << Math.min(failures, MOST_DOUBLINGS);
    return Duration.ofMillis(Math.min(millis, LONGEST_MILLIS));
  }
}

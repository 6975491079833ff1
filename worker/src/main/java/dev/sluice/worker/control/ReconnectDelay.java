package dev.sluice.worker.control;

import java.time.Duration;

/**
 * How long to wait before the next connection: a tenth of a second while a driver may be on its way
 * to replace the last one, then longer and longer, at most a second.
 */
final class ReconnectDelay {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 1_000;
  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_DOUBLINGS = 10;

  private ReconnectDelay() {}

  /**
   * Returns the delay.
   *
   * @param failures connections that failed since the last one that worked, from 0
   */
  static Duration after(int failures) {
    int doublings = Math.max(0, Math.min(failures - MOST_AT_ONCE, MOST_DOUBLINGS));
    return Duration.ofMillis(Math.min(FIRST_MILLIS << doublings, LONGEST_MILLIS));
  }
}

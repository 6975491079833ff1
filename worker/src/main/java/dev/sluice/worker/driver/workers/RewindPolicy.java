package dev.sluice.worker.driver.workers;

/** How long to wait before a batch is tried once more, and when to give up; pure functions. */
public final class RewindPolicy {
  private static final int MOST_FAULTS = 30;
  private static final long SHORTEST_DELAY_MILLIS = 50;
  private static final long LONGEST_DELAY_MILLIS = 2_000;
  private static final long PATIENCE_MILLIS = 600_000;

  private RewindPolicy() {}

  /**
   * Returns the pause before the next attempt: none after the first fault, so that the loss of a
   * peer costs no time, then longer and longer, so that an outage costs no work.
   *
   * @param faults attempts that failed since a batch was last completed, at least 1
   */
  public static long delayMillis(int faults) {
    return faults <= 1
        ? 0
        : Math.min(LONGEST_DELAY_MILLIS, SHORTEST_DELAY_MILLIS << Math.min(faults - 2, 20));
  }

  /**
   * Returns whether further attempts make no sense: many have failed, over a long time.
   *
   * @param faults attempts that failed since a batch was last completed
   * @param sinceMillis when the first of them failed
   */
  public static boolean givesUp(int faults, long sinceMillis, long nowMillis) {
    return faults > MOST_FAULTS && nowMillis - sinceMillis > PATIENCE_MILLIS;
  }
}

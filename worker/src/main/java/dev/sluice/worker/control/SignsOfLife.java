package dev.sluice.worker.control;

/**
 * What a driver that stands by has heard of its predecessor. A single failure proves nothing: a
 * connection can break by itself. Pure.
 *
 * @param reached whether it has ever answered
 * @param ending whether it said that it is about to end
 * @param failures questions without an answer since the last answer
 * @param sinceMillis when it was asked first
 */
record SignsOfLife(boolean reached, boolean ending, int failures, long sinceMillis) {
  /** Questions in a row without an answer after which a driver that has answered is gone. */
  static final int MOST_FAILURES = 3;

  private static final long PAUSE_MILLIS = 50;
  private static final long ENDING_PAUSE_MILLIS = 10;

  /** How long a driver is asked that has never answered. */
  static final long PATIENCE_MILLIS = 15_000;

  /** What follows from it. */
  enum Verdict {
    /** It lives, or nothing is known yet. */
    WAIT,
    /** It has ended or cannot be reached any more; taking over is safe, since the log fences it. */
    GONE,
    /** It never answered: its address is wrong, or something in between lets nothing through. */
    NEVER_REACHED
  }

  /** Nothing heard yet. */
  static SignsOfLife none(long nowMillis) {
    return new SignsOfLife(false, false, 0, nowMillis);
  }

  SignsOfLife answered(boolean nowEnding) {
    return new SignsOfLife(true, nowEnding, 0, sinceMillis);
  }

  /**
   * No answer came.
   *
   * @param closed since there was no connection, or none any more; of one that is about to end two
   *     in a row are its end, as the second one was refused: the first may only have been dropped
   */
  SignsOfLife failed(boolean closed) {
    int counted = ending && closed ? MOST_FAILURES - 1 : 1;
    return new SignsOfLife(reached, ending, failures + counted, sinceMillis);
  }

  /** How long to wait before the next question: one that is about to end is asked more often. */
  long pauseMillis() {
    return ending ? ENDING_PAUSE_MILLIS : PAUSE_MILLIS;
  }

  Verdict verdict(long nowMillis) {
    if (reached) {
      return failures >= MOST_FAILURES ? Verdict.GONE : Verdict.WAIT;
    }
    return nowMillis - sinceMillis >= PATIENCE_MILLIS ? Verdict.NEVER_REACHED : Verdict.WAIT;
  }
}

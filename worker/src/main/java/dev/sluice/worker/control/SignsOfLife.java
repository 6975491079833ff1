package dev.sluice.worker.control;

/**
 * What a driver that stands by has heard of its predecessor. A single failure proves nothing: a
 * connection can break by itself. Pure.
 *
 * @param reached whether it has ever answered
 * @param failures questions without an answer since the last answer
 * @param sinceMillis when it was asked first
 */
record SignsOfLife(boolean reached, int failures, long sinceMillis) {
  /** Questions in a row without an answer after which a driver that has answered is gone. */
  static final int MOST_FAILURES = 3;

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
    return new SignsOfLife(false, 0, nowMillis);
  }

  SignsOfLife answered() {
    return new SignsOfLife(true, 0, sinceMillis);
  }

  SignsOfLife failed() {
    return new SignsOfLife(reached, failures + 1, sinceMillis);
  }

  Verdict verdict(long nowMillis) {
    if (reached) {
      return failures >= MOST_FAILURES ? Verdict.GONE : Verdict.WAIT;
    }
    return nowMillis - sinceMillis >= PATIENCE_MILLIS ? Verdict.NEVER_REACHED : Verdict.WAIT;
  }
}

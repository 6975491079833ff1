package dev.sluice.chaos.store;

/** What becomes of a request. */
enum Fate {
  /** It is passed on. */
  PASS,
  /** It is answered with 503 and not passed on. */
  REFUSED,
  /** It is answered with 500 and not passed on. */
  FAILED,
  /** It takes effect, and is answered with 500. */
  DONE_BUT_FAILED,
  /** It waits before it is passed on. */
  LATE,
  /** The connection is reset before it is passed on. */
  RESET_BEFORE,
  /** It takes effect, and the connection is reset instead of an answer. */
  RESET_AFTER,
  /** Half of its body is passed on, then both connections are reset. */
  HALF_REQUEST,
  /** Half of its answer's body is passed back, then both connections are reset. */
  HALF_ANSWER
}

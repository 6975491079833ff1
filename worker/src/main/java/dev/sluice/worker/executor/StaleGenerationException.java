package dev.sluice.worker.executor;

/** Work of a generation that is over; thrown to leave it, caught by the lane, never reported. */
final class StaleGenerationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleGenerationException(long generation) {
    super("generation " + generation + " is over", null, false, false);
  }
}

package dev.sluice.worker.control;

/** A driver that was told to stand by for another one could not reach it; the message is a line. */
public final class PredecessorUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PredecessorUnreachableException(ControlAddress address, long millis, String reason) {
    super(
        "the driver to stand by for did not answer at %s for %d ms (%s): let the drivers of a job reach each other's control port"
            .formatted(address, millis, reason));
  }
}

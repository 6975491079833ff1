package dev.sluice.worker.export;

/** There is no state to be read; the message is one line with the remedy. */
public final class StateNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateNotFoundException(String message) {
    super(message);
  }
}

package dev.sluice.worker.receiver;

/** A receiver wanted to store after it was stopped or replaced; what it gave was not stored. */
public final class ReceiverStoppedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ReceiverStoppedException(String message) {
    super(message);
  }
}

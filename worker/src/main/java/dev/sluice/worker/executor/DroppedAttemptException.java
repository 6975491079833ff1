package dev.sluice.worker.executor;

/** Ends an attempt at a task that another attempt has completed. */
final class DroppedAttemptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DroppedAttemptException() {
    super("another attempt at the task was faster");
  }
}

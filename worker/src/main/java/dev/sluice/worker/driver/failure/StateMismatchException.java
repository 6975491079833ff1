package dev.sluice.worker.driver.failure;

/** The program cannot go on from the state of the checkpoint; another attempt is useless. */
public final class StateMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param message what does not fit, and the remedy
   */
  public StateMismatchException(String message) {
    super(message);
  }
}

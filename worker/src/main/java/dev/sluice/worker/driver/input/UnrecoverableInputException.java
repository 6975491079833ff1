package dev.sluice.worker.driver.input;

/** A restart needs input that is gone by nature; the message is one line with the remedy. */
public final class UnrecoverableInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnrecoverableInputException(String message) {
    super(message);
  }
}

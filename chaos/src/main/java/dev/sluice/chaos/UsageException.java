package dev.sluice.chaos;

/** The command line asks for something that is not there; the message is one line. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}

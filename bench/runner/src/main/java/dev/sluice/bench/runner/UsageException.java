package dev.sluice.bench.runner;

/** What the caller asked for cannot be done; the message is one line with the remedy. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}

package dev.sluice.worker.cli;

/** What a program's main has thrown; the cause is that. */
final class ProgramFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ProgramFailedException(String mainClass, Throwable cause) {
    super(mainClass + " failed: " + cause, cause);
  }

  /** {@return what the program has thrown} */
  Throwable thrown() {
    var cause = getCause();
    return cause == null ? this : cause;
  }
}

package dev.sluice.worker.launch;

import org.jspecify.annotations.Nullable;

/** A local run that can't start or go on; the message is one line with the cause and the remedy. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Creates an exception.
   *
   * @param exitCode what the command ends with
   * @param message one line
   * @param cause the cause, or null
   */
  public LaunchException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  LaunchException(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /** {@return what the command ends with} */
  public int exitCode() {
    return exitCode;
  }
}

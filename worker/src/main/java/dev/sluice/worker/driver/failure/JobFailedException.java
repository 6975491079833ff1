package dev.sluice.worker.driver.failure;

import org.jspecify.annotations.Nullable;

/** The job cannot go on; the message names the operation, the cause is the program's if known. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param message what failed; the first line says it all, a stack trace may follow
   * @param cause what the program threw, if it was thrown in this process
   */
  public JobFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.sluice.testkit;

import org.jspecify.annotations.Nullable;

/** The job under test did not do what it should; the cause is what it failed with, if it failed. */
public final class TestJobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TestJobException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static TestJobException ended(String what, @Nullable Throwable failure) {
    return failure == null
        ? new TestJobException(what + ": the job was stopped", null)
        : new TestJobException("%s: %s".formatted(what, failure.getMessage()), failure);
  }
}

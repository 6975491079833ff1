package dev.sluice.worker.driver.output;

import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.serialization.JobObjects;
import org.jspecify.annotations.Nullable;

/** Gives failures of workers back as what was thrown there. */
public final class WorkFailures {
  private WorkFailures() {}

  /**
   * Reads what the program threw.
   *
   * @param jobClasses loads the program's classes
   * @return the failure with its stack trace, or null if it could not be sent or cannot be read
   */
  public static @Nullable Throwable cause(WorkFailed message, ClassLoader jobClasses) {
    if (message.getException().isEmpty()) {
      return null;
    }
    try {
      return JobObjects.read(message.getException().toByteArray(), jobClasses)
              instanceof Throwable failure
          ? failure
          : null;
    } catch (RuntimeException | LinkageError e) {
      return null; // The text of the failure says it all.
    }
  }
}

package dev.sluice.worker.checkpoint;

import org.jspecify.annotations.Nullable;

/** An object of the log or of a checkpoint cannot be understood; a repetition does not help. */
public final class DamagedObjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  DamagedObjectException(String key, String reason, @Nullable Throwable cause) {
    super(
        "cannot use "
            + key
            + ": "
            + reason
            + "; restore the object from a backup or start from an earlier checkpoint",
        cause);
    problem = key + ": " + reason;
  }

  /** Returns the object and what is wrong with it, without the remedy. */
  public String problem() {
    return problem;
  }
}

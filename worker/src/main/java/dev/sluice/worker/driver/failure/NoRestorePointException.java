package dev.sluice.worker.driver.failure;

/** A checkpoint is expected and there is none; never an empty start instead. */
public final class NoRestorePointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param location where nothing was found
   */
  public NoRestorePointException(String location) {
    super(
        "no restore point: %s has neither a checkpoint nor a log of this job; check checkpoint.location, or set restore.from to Empty to start without state"
            .formatted(location));
  }
}

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

  /**
   * Makes the failure of a job that begins at a location whose newest state is below it.
   *
   * @param location where the job is to begin
   * @param newer the newer checkpoint, relative to that
   */
  public NoRestorePointException(String location, String newer) {
    super(
        "a newer checkpoint of this job is at %s, where a change of mode BlueGreen moved it; set restore to {from: Path, path: \"%s\", nonce: 1} to go on from it, or restore.from to Path or Empty to begin elsewhere"
            .formatted(newer, location.replaceAll("/+$", "") + "/" + newer));
  }
}

package dev.sluice.worker.driver.failure;

/** A clean start was asked for where another run has left its state. */
public final class LocationNotEmptyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param location what is not empty
   */
  public LocationNotEmptyException(String location) {
    super(
        "%s holds the state of an earlier run: go on from it with --resume, or name an empty location"
            .formatted(location));
  }
}

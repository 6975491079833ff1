package dev.sluice.worker.export;

/** There is no state to be read; the message is one line with the remedy. */
public final class StateNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateNotFoundException(String message) {
    super(message);
  }

  /** There is no checkpoint at all. */
  public static StateNotFoundException noCheckpoint() {
    return new StateNotFoundException(
        "there is no checkpoint: check the location, or let the job run until it has taken one");
  }

  /** There are checkpoints, and none that counts is intact. */
  public static StateNotFoundException noneIntact() {
    return new StateNotFoundException(
        "no checkpoint can be restored: bring back what is missing, or start without state by restore.from: Empty");
  }

  /**
   * There is no readable checkpoint of a number.
   *
   * @param reason why, and which there are
   */
  public static StateNotFoundException noCheckpoint(long id, String reason) {
    return new StateNotFoundException("there is no checkpoint %d: %s".formatted(id, reason));
  }
}

package dev.sluice.worker.driver.failure;

/** The state of the checkpoint that a job goes on from is missing or damaged. */
public final class DamagedCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long checkpoint;

  /**
   * Makes the failure.
   *
   * @param checkpoint number of the checkpoint
   * @param problem which object, and what is wrong with it
   */
  public DamagedCheckpointException(long checkpoint, String problem) {
    super(problem);
    this.checkpoint = checkpoint;
  }

  /** Returns the number of the checkpoint. */
  public long checkpoint() {
    return checkpoint;
  }
}

package dev.sluice.worker.executor.operator;

/** A record has no partition: its key or the program's partitioner is to blame. */
public final class UnroutableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param cause what is wrong with the key, or what the partitioner failed with
   */
  public UnroutableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}

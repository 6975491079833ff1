package dev.sluice.worker.executor.operator;

/** Takes records towards the partitions of an exchange. Used by one lane's thread. */
public interface RecordRouter {
  /**
   * Sends one record; may wait for credit, doing other work of the lane meanwhile.
   *
   * @throws UnroutableException if no partition can be found for it
   */
  void route(BatchScope batch, Object record);

  /** Sends what is held back of a batch. */
  void flush(BatchScope batch);
}

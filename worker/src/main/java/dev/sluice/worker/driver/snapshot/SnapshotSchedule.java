package dev.sluice.worker.driver.snapshot;

/** Decides which batch takes a snapshot. Owned by the event loop. */
final class SnapshotSchedule {
  /** The shortest time between checkpoints. */
  private static final long HURRIED_MILLIS = 500;

  private final long periodMillis;
  private boolean hurried;
  private long forcedAt;
  private long lastAt;
  private long snapshotAt;
  private long lastBegunMillis;

  SnapshotSchedule(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  void forceAt(long batch) {
    forcedAt = Math.max(forcedAt, batch);
  }

  void forceLastAt(long batch) {
    forceAt(batch);
    lastAt = batch;
  }

  void hurry() {
    hurried = true;
  }

  boolean hasBegunLast() {
    return lastAt > 0 && snapshotAt >= lastAt;
  }

  /**
   * Whether a batch that is about to start takes a snapshot.
   *
   * @param checkpointed the batch of the newest checkpoint; 0 for none
   */
  boolean isDue(long batch, long checkpointed, long nowMillis) {
    var period = hurried ? Math.min(HURRIED_MILLIS, periodMillis) : periodMillis;
    return nowMillis - lastBegunMillis >= period
        || (forcedAt > 0 && batch >= forcedAt && checkpointed < forcedAt);
  }

  void begun(long batch, long nowMillis) {
    hurried = false;
    lastBegunMillis = nowMillis;
    snapshotAt = batch;
  }

  /** The snapshot that was begun will not be complete. */
  void givenUp() {
    snapshotAt = 0;
  }
}

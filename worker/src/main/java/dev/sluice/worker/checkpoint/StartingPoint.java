package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectStore;

/** What a job begins with in place of its newest checkpoint. */
public sealed interface StartingPoint {
  /**
   * No state.
   *
   * @param shards number of shards of the state to come
   * @param partitions default parallelism
   * @param intervalMillis batch interval
   */
  record Nothing(int shards, int partitions, long intervalMillis) implements StartingPoint {}

  /**
   * A checkpoint, of this job or of another.
   *
   * @param store where it is; stays open
   * @param id its number
   */
  record Checkpoint(ObjectStore store, long id) implements StartingPoint {}
}

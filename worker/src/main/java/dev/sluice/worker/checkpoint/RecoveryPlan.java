package dev.sluice.worker.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a new driver does before it cuts its first own batch.
 *
 * @param checkpoint what to restore; empty for a start from nothing
 * @param replay batches to compute again, in order, consecutive, the first right after the
 *     checkpoint
 * @param lastCommitted last batch whose output is released; sinks skip batches up to it; 0 if none
 * @param sinkResults what the commits to be replayed hold, by batch range in the order of the log
 * @param nextBatchIndex index of the first batch that is cut anew
 * @param nextCheckpointId number for the next checkpoint
 */
public record RecoveryPlan(
    Optional<Manifest> checkpoint,
    List<BatchComposition> replay,
    long lastCommitted,
    List<LogRecord.Commit> sinkResults,
    long nextBatchIndex,
    long nextCheckpointId) {
  public RecoveryPlan {
    replay = List.copyOf(replay);
    sinkResults = List.copyOf(sinkResults);
  }

  /** Returns whether the job starts with nothing: no checkpoint and no logged batch. */
  public boolean isEmpty() {
    return checkpoint.isEmpty() && replay.isEmpty();
  }

  /** Returns the inputs of the last batch to replay; empty if there is none. */
  public Map<String, SourceInput> lastInputs() {
    return replay.isEmpty() ? Map.of() : replay.get(replay.size() - 1).inputs();
  }
}

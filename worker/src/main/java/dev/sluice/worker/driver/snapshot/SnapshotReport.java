package dev.sluice.worker.driver.snapshot;

import dev.sluice.worker.checkpoint.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * How far a request for a snapshot has come, as {@code GET /api/v1/status} gives it.
 *
 * @param request the request as it was made
 * @param state Running, Completed, Deleted or Failed
 * @param message one line about it
 * @param path where it is, relative to the job's location; null unless it is completed
 * @param checkpoint number of the checkpoint that it is a copy of
 * @param batchIndex last batch whose effect it holds
 * @param bytes size of the state in it
 */
public record SnapshotReport(
    String request,
    String state,
    String message,
    @Nullable String path,
    long checkpoint,
    long batchIndex,
    long bytes) {
  private static final int LONGEST = 500;

  static SnapshotReport of(String request, String state, String message) {
    String line = message.lines().findFirst().orElse("");
    return new SnapshotReport(
        request, state, line.substring(0, Math.min(LONGEST, line.length())), null, 0, 0, 0);
  }

  static SnapshotReport completed(String request, Savepoint savepoint) {
    return new SnapshotReport(
        request,
        "Completed",
        "Holds all batches up to " + savepoint.batchIndex() + ".",
        savepoint.path(),
        savepoint.checkpoint(),
        savepoint.batchIndex(),
        savepoint.bytes());
  }
}

package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has a log name a checkpoint, outside of a running job. */
final class CheckpointRecords {
  private static final long APPEND_SECONDS = 60;

  private CheckpointRecords() {}

  /** Appends the record and waits until it is durable. */
  static void append(CommitLog log, Manifest manifest) {
    var record =
        new LogRecord.CheckpointTaken(manifest.id(), manifest.key(), manifest.batchIndex());
    try {
      log.append(record).get(APPEND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new StoreException(
          StoreFailure.UNAVAILABLE, "the log could not be written within " + APPEND_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreFailure.UNAVAILABLE, "interrupted while the log was written");
    }
  }
}

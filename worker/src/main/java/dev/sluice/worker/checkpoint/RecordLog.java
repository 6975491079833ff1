package dev.sluice.worker.checkpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The end of a job's log that its driver appends to. Thread-safe. */
public interface RecordLog {
  /** Returns the epoch that this driver claimed. */
  long epoch();

  /**
   * Appends a record; never blocks.
   *
   * @param patience how long it may wait at the most for others to share an object with
   * @return completes, in the order of the calls, with the sequence of the object that holds the
   *     record once it is durable
   */
  CompletableFuture<Long> append(LogRecord record, Duration patience);

  /** Appends a record without waiting for others. */
  default CompletableFuture<Long> append(LogRecord record) {
    return append(record, Duration.ZERO);
  }

  /** Returns how the log is doing. */
  LogHealth health();

  /** Completes when the log can take no more, with the reason. */
  CompletableFuture<RuntimeException> end();
}

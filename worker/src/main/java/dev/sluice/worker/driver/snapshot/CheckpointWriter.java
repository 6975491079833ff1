package dev.sluice.worker.driver.snapshot;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.CheckpointCleaner;
import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.RecordLog;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.writeahead.SegmentCleaner;
import dev.sluice.worker.writeahead.SegmentRetention;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes checkpoints and removes old ones, one after the other, on a thread of its own. */
public final class CheckpointWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);
  private static final long CLOSE_MILLIS = 2_000;

  private final RecordLog log;
  private final CheckpointStore store;
  private final CheckpointCleaner cleaner;
  private final SegmentCleaner segments;
  private final int retained;
  private final BooleanSupplier held;
  private final ExecutorService thread;
  private volatile boolean closed;

  /**
   * Makes the writer.
   *
   * @param retained checkpoints to keep
   * @param held whether nothing may be deleted now, since it is being copied
   * @param thread what blocks on the store; this writer ends it
   */
  public CheckpointWriter(
      RecordLog log,
      CheckpointStore store,
      CheckpointCleaner cleaner,
      SegmentCleaner segments,
      int retained,
      BooleanSupplier held,
      ExecutorService thread) {
    this.log = log;
    this.store = store;
    this.cleaner = cleaner;
    this.segments = segments;
    this.retained = retained;
    this.held = held;
    this.thread = thread;
  }

  /** A thread for the store. */
  public static ExecutorService thread() {
    return Executors.newSingleThreadExecutor(
        task -> {
          var thread = new Thread(task, "checkpoint-writer");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Writes a checkpoint; completes, on any thread, with what was written when the log says so. */
  CompletableFuture<Manifest> write(Manifest manifest) {
    var result = new CompletableFuture<Manifest>();
    submit(() -> write(manifest, result));
    return result;
  }

  private void write(Manifest manifest, CompletableFuture<Manifest> result) {
    try {
      var written = store.write(manifest);
      var unused =
          log.append(
                  new LogRecord.CheckpointTaken(written.id(), written.key(), written.batchIndex()))
              .whenComplete(
                  (sequence, failure) -> {
                    if (failure == null) {
                      result.complete(written);
                    } else {
                      result.completeExceptionally(failure);
                    }
                  });
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** A checkpoint is complete: removes what is not needed any more. */
  void completed(Manifest manifest) {
    submit(() -> clean(manifest));
  }

  private void clean(Manifest newest) {
    try {
      cleaner.completed(newest);
      if (held.getAsBoolean()) {
        return;
      }
      cleaner.clean(retained);
      var kept = cleaner.kept();
      segments.clean(
          kept.stream().map(CheckpointWriter::frontier).toList(),
          kept.stream().allMatch(own -> own.epoch() == log.epoch()));
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("old checkpoints stay for now: {}", e.getMessage());
      }
    }
  }

  private static SegmentRetention.Frontier frontier(Manifest manifest) {
    var read = new HashMap<String, Optional<BlockId>>();
    manifest
        .sources()
        .forEach(
            (uid, progress) -> {
              if (progress instanceof SourceProgress.Blocks blocks) {
                read.put(
                    uid,
                    blocks.last().stream().map(BlockReference::id).max(Comparator.naturalOrder()));
              }
            });
    return new SegmentRetention.Frontier(read);
  }

  private void submit(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("the job has ended; the next driver does what is left to do");
    }
  }

  /** Ends the thread; waits for a moment for what it has begun. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("the store is closed while old checkpoints are being removed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

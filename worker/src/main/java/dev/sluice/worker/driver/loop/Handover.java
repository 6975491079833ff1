package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.Manifest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has partitions move between executors without any batch being computed twice: a batch takes a
 * snapshot, none is started behind it, and when that checkpoint is complete a generation begins.
 * Bounded by time; then the generation begins without. Owned by the event loop.
 */
final class Handover {
  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
  private static final long LONGEST_MILLIS = 10_000;

  private final JobParts parts;
  private final Consumer<String> move;
  private @Nullable String reason;
  private long snapshotBatch;
  private long number;

  /**
   * Makes it.
   *
   * @param move begins a generation, for a reason
   */
  Handover(JobParts parts, Consumer<String> move) {
    this.parts = parts;
    this.move = move;
  }

  /** Executors are there that should have partitions, or have some that should not. */
  void request(String why) {
    if (reason != null) {
      return;
    }
    LOG.info("partitions are about to move: {}", why);
    reason = why;
    parts.checkpoints().forceAt(parts.batches().nextToStart());
    var mine = ++number;
    parts
        .loop()
        .schedule(
            LONGEST_MILLIS,
            () -> {
              if (number == mine) {
                LOG.warn("partitions move without a checkpoint of the last batch");
                go();
              }
            });
  }

  /** Whether no batch is to be started for now. */
  boolean holdsBack() {
    return snapshotBatch > 0;
  }

  /** A batch was started that takes a snapshot. */
  void snapshotBegun(long batch) {
    if (reason != null && snapshotBatch == 0) {
      snapshotBatch = batch;
    }
  }

  /** A checkpoint is complete. */
  void completed(Manifest manifest) {
    if (snapshotBatch > 0 && manifest.batchIndex() >= snapshotBatch) {
      go();
    }
  }

  /** A checkpoint was given up: the next batch takes a snapshot. */
  void failed() {
    if (snapshotBatch > 0) {
      snapshotBatch = 0;
      parts.checkpoints().forceAt(parts.batches().nextToStart());
    }
  }

  /** A generation begins, for whatever reason. */
  void over() {
    reason = null;
    snapshotBatch = 0;
    number++;
  }

  private void go() {
    var why = String.valueOf(reason);
    over();
    move.accept(why);
  }
}

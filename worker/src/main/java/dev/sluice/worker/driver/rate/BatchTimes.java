package dev.sluice.worker.driver.rate;

import dev.sluice.worker.driver.batch.Batch;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How long batches were worked on and how long they waited. Batches overlap: each stage, computing
 * and output, counts a batch from when the stage was free for it, and waiting for the log counts as
 * neither. Owned by the event loop.
 */
final class BatchTimes {
  private final TreeMap<Long, Long> cut = new TreeMap<>();
  private final TreeMap<Long, Long> submitted = new TreeMap<>();
  private long computedUntil;
  private long outputUntil;

  /** Times of one batch, in milliseconds. */
  record Measured(long processing, long waiting) {}

  void cut(long index, long nowMillis) {
    cut.put(index, nowMillis);
  }

  void submitted(long index, long nowMillis) {
    submitted.put(index, nowMillis);
  }

  /** Returns when a batch was cut; empty if an earlier driver did it. */
  OptionalLong cutOf(long index) {
    var known = cut.get(index);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }

  Measured complete(Batch batch, long endMillis) {
    var index = batch.index();
    var computing = Math.max(batch.startedMillis(), computedUntil);
    var handedOver = submitted.getOrDefault(index, batch.finishedMillis());
    var writing = Math.max(handedOver, outputUntil);
    var waiting = computing - cut.getOrDefault(index, computing) + writing - handedOver;
    var processing =
        Math.max(0, batch.finishedMillis() - computing) + Math.max(0, endMillis - writing);
    computedUntil = Math.max(computedUntil, batch.finishedMillis());
    outputUntil = Math.max(outputUntil, endMillis);
    cut.headMap(index, true).clear();
    submitted.headMap(index, true).clear();
    return new Measured(processing, Math.max(0, waiting));
  }
}

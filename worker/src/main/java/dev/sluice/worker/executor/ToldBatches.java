package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.BatchDone;
import java.util.List;
import java.util.TreeMap;

/**
 * What was said at the end of each batch since the newest checkpoint, for a driver that does not
 * know it. Output is kept until it is released. Thread-safe.
 */
final class ToldBatches {
  private static final int MOST = 10_000;

  private final TreeMap<Long, BatchDone> told = new TreeMap<>();
  private long generation;
  private long released;

  /** A generation begins; of what was said before nothing holds any more. */
  synchronized void begin(long next) {
    generation = next;
    told.clear();
  }

  /** A generation begins in which everything up to a batch still holds. */
  synchronized void goOn(long next, long batch) {
    generation = next;
    told.tailMap(batch, false).clear();
  }

  /** Notes what is said; that of an older generation does not count. */
  synchronized void add(BatchDone message) {
    if (message.getGeneration() == generation) {
      told.put(message.getBatch(), message);
      if (told.size() > MOST) {
        told.pollFirstEntry();
      }
    }
  }

  /** The output of batches is released, and a checkpoint covers some. */
  synchronized void release(long committed, long checkpointed) {
    told.headMap(checkpointed, true).clear();
    if (committed > released) {
      told.subMap(released, false, committed, true)
          .replaceAll((batch, message) -> message.toBuilder().clearOutputs().build());
      released = committed;
    }
  }

  /** The batch after which, and up to a given one, everything can be said again. */
  synchronized long after(long upTo) {
    var batch = upTo;
    while (told.containsKey(batch)) {
      batch--;
    }
    return batch;
  }

  /** What was said at the end of the batches after one. */
  synchronized List<BatchDone> since(long batch) {
    return List.copyOf(told.tailMap(batch, false).values());
  }
}

package dev.sluice.worker.driver.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Batches that are run again for restored state only, and who has yet to end them. Their results
 * count for nothing. Owned by the event loop.
 */
final class CatchUp {
  private final Map<Long, Set<String>> waitingFor = new HashMap<>();
  private long lastBatch;

  /** A generation begins; batches up to one only let state catch up. */
  void begin(long upTo) {
    lastBatch = upTo;
    waitingFor.clear();
  }

  boolean has(long batch) {
    return batch <= lastBatch;
  }

  void started(long batch, Set<String> executors) {
    waitingFor.put(batch, new HashSet<>(executors));
  }

  /** An executor has ended one; returns whether it was the last one. */
  boolean finished(long batch, String executor) {
    var left = waitingFor.getOrDefault(batch, Set.of());
    if (!left.contains(executor)) {
      return false;
    }
    left.remove(executor);
    if (left.isEmpty()) {
      waitingFor.remove(batch);
    }
    return left.isEmpty();
  }
}

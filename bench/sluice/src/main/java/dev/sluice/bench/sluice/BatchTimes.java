package dev.sluice.bench.sluice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the first task of each batch began. Static, because tasks are deserialised. Thread-safe. */
final class BatchTimes {
  private static final Map<Long, Long> STARTED = new ConcurrentHashMap<>();

  private BatchTimes() {}

  static void started(long batch) {
    STARTED.putIfAbsent(batch, System.nanoTime());
  }

  /** When the batch began, in nanoseconds; now if no task of it has begun. */
  static long takeStart(long batch) {
    var start = STARTED.remove(batch);
    return start == null ? System.nanoTime() : start;
  }
}

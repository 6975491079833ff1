package dev.sluice.worker.state;

import java.util.TreeMap;

/**
 * When keys have to be looked at because they may have been idle for too long. Keys lie in buckets
 * by the time they were last touched as of their last look: touching a key again costs nothing, and
 * a key is looked at once in a timeout, however often it is touched.
 */
final class Timeouts {
  /** Looks at a key; gives the time of its last touch, or {@link #GONE}. */
  @FunctionalInterface
  interface Look {
    long at(Object key);
  }

  static final long GONE = Long.MIN_VALUE;

  private final TreeMap<Long, Cells> buckets = new TreeMap<>();
  private int size;

  /** How many keys are in the buckets, also those that are gone. */
  int size() {
    return size;
  }

  void add(Object key, long time) {
    buckets.computeIfAbsent(time, any -> new Cells()).add(key);
    size++;
  }

  void clear() {
    buckets.clear();
    size = 0;
  }

  /**
   * Looks at the keys of all buckets before a time. A key with a later touch stays under that time.
   */
  void expire(long before, Look look) {
    while (!buckets.isEmpty() && buckets.firstKey() < before) {
      var due = buckets.pollFirstEntry().getValue();
      size -= due.size();
      due.forEach(
          key -> {
            long time = look.at(key);
            if (time >= before) {
              add(key, time);
            }
          });
    }
  }
}

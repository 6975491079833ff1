package dev.sluice.worker.receiver;

import dev.sluice.Tuple2;

/**
 * Guesses how much memory records take: exactly enough for texts, byte arrays and pairs of them;
 * for other classes as much as those did that were encoded before. Thread-safe.
 */
final class RecordSizes {
  private static final long OBJECT = 48;
  private static final long LEAST_LEARNED = 16;

  private volatile long learned = OBJECT;

  long of(Object record) {
    if (record instanceof String text) {
      return OBJECT + text.length();
    }
    if (record instanceof byte[] bytes) {
      return OBJECT + bytes.length;
    }
    if (record instanceof Tuple2<?, ?> pair) {
      return (pair._1() == null ? 0 : of(pair._1())) + (pair._2() == null ? 0 : of(pair._2()));
    }
    return learned;
  }

  /** Takes note of what records took when they were encoded. */
  void encoded(long records, long bytes) {
    if (records > 0) {
      learned = Math.max(LEAST_LEARNED, OBJECT + bytes / records);
    }
  }
}

package dev.sluice.worker.receiver;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one attempt of a receiver stores and how long that takes. Thread-safe. */
final class LoadMeter {
  private final LongAdder records = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private final AtomicInteger storing = new AtomicInteger();

  /** Runs what stores a block. */
  void store(long count, Runnable step) {
    long begin = System.nanoTime();
    storing.incrementAndGet();
    try {
      step.run();
      records.add(count);
    } finally {
      storing.decrementAndGet();
      busyNanos.add(System.nanoTime() - begin);
    }
  }

  long records() {
    return records.sum();
  }

  long busyNanos() {
    return busyNanos.sum();
  }

  /** Blocks that are being stored. */
  int storing() {
    return storing.get();
  }
}

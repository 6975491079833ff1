package dev.sluice.bench.sluice;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stores numbered lines of 100 characters as fast as it may: one by one, or in blocks whose {@code
 * store} returns when they are safe. The first record that was not taken is the next one.
 */
final class EagerReceiver extends Receiver<String> {
  /** What was stored, in this JVM. */
  static final AtomicLong STORED = new AtomicLong();

  /** Calls of {@code store} that a full store, or the rate, made wait for 100 ms and longer. */
  static final LongAdder WAITS = new LongAdder();

  private static final long serialVersionUID = 1L;
  private static final int BLOCK_RECORDS = 2_000;
  private static final long WAIT_NANOS = 100_000_000;
  private static final String PADDING = "x".repeat(88);

  private final boolean inBlocks;

  EagerReceiver(boolean inBlocks) {
    super(StorageLevel.MEMORY_ONLY_SER);
    this.inBlocks = inBlocks;
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::storeLines, "lines");
    thread.setDaemon(true);
    thread.start();
  }

  private void storeLines() {
    try {
      while (!isStopped()) {
        var begin = System.nanoTime();
        storeNext();
        if (System.nanoTime() - begin >= WAIT_NANOS) {
          WAITS.increment();
        }
      }
    } catch (IllegalStateException e) {
      // Stopped while it stored.
    }
  }

  private void storeNext() {
    var next = STORED.get();
    if (!inBlocks) {
      store(line(next));
      STORED.set(next + 1);
      return;
    }
    var block = new ArrayList<String>(BLOCK_RECORDS);
    for (var record = 0; record < BLOCK_RECORDS; record++) {
      block.add(line(next + record));
    }
    store(block.iterator());
    STORED.set(next + BLOCK_RECORDS);
  }

  private static String line(long number) {
    return "%012d".formatted(number) + PADDING;
  }

  @Override
  public void onStop() {}
}

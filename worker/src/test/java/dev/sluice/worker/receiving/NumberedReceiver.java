package dev.sluice.worker.receiving;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores numbered records, each a block with its position, and goes on where it is told to. */
final class NumberedReceiver extends Receiver<String> {
  static final int TOTAL = 300;

  private static final long serialVersionUID = 1L;
  private static final AtomicInteger STORED = new AtomicInteger();

  NumberedReceiver() {
    super(StorageLevel.MEMORY_AND_DISK_SER_2);
    STORED.set(0);
  }

  /** How many were stored, whichever of them twice. */
  static int stored() {
    return STORED.get();
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::storeAll, "numbers");
    thread.setDaemon(true);
    thread.start();
  }

  private void storeAll() {
    var first = lastPosition().map(Integer::parseInt).orElse(0);
    try {
      for (var number = first; number < TOTAL && !isStopped(); number++) {
        store(List.of("number " + number).iterator(), Integer.toString(number + 1));
        STORED.incrementAndGet();
      }
    } catch (IllegalStateException e) {
      // Stopped while it stored.
    }
  }

  @Override
  public void onStop() {}
}

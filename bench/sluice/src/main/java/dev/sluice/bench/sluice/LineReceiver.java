package dev.sluice.bench.sluice;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;

/** Stores lines of 80 characters, one by one, as fast as it may. */
final class LineReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  private static final String LINE = "the quick brown fox jumps over the lazy dog ".repeat(2).strip();

  LineReceiver(StorageLevel level) {
    super(level);
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
        store(LINE);
      }
    } catch (IllegalStateException e) {
      // Stopped while it stored.
    }
  }

  @Override
  public void onStop() {}
}

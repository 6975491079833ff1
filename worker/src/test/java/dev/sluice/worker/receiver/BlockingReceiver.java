package dev.sluice.worker.receiver;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.concurrent.CountDownLatch;

/** A receiver whose onStart, against the rule, does not return by itself. */
final class BlockingReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;

  BlockingReceiver() {
    super(StorageLevel.MEMORY_ONLY);
  }

  @Override
  public void onStart() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStop() {}
}

package dev.sluice.worker.storage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats calls that failed for a passing reason, a bounded number of times with growing pauses.
 * Thread-safe.
 */
final class Retry {
  private final int attempts;
  private final Duration firstPause;
  private final CountDownLatch closed = new CountDownLatch(1);

  Retry(int attempts, Duration firstPause) {
    this.attempts = attempts;
    this.firstPause = firstPause;
  }

  /** Calls until it works; for calls that may take effect twice. */
  <T> T idempotent(Supplier<T> call) {
    return repeat(call, true);
  }

  /** Calls until it works, but gives up at once when it is unknown whether it took effect. */
  <T> T exact(Supplier<T> call) {
    return repeat(call, false);
  }

  /** Ends all pauses; calls fail with what they have. */
  void close() {
    closed.countDown();
  }

  private <T> T repeat(Supplier<T> call, boolean alsoAmbiguous) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (StoreException e) {
        boolean again =
            e.failure().retriable() && (alsoAmbiguous || e.failure() != StoreFailure.AMBIGUOUS);
        if (!again || attempt == attempts || closedDuringPause(attempt)) {
          throw e;
        }
      }
    }
  }

  private boolean closedDuringPause(int attempt) {
    long most = firstPause.toMillis() << (attempt - 1);
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

package dev.sluice.testkit;

import dev.sluice.worker.driver.loop.JobWatch;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for one run of a job. Thread-safe. */
final class RunWatch implements JobWatch {
  private boolean running;
  private boolean ended;
  private @Nullable Throwable failure;
  private long released;

  /** Makes the watch of a run that begins after a batch; 0 for the first run. */
  RunWatch(long released) {
    this.released = released;
  }

  synchronized long released() {
    return released;
  }

  @Override
  public synchronized void running() {
    running = true;
    notifyAll();
  }

  @Override
  public synchronized void released(long timeMillis) {
    released = timeMillis;
    notifyAll();
  }

  @Override
  public synchronized void ended(@Nullable Throwable reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  void awaitRunning(Duration timeout) {
    await("the job does not run", () -> running, timeout);
  }

  void awaitBatch(long timeMillis, Duration timeout) {
    await(
        "the batch of %d ms is not complete".formatted(timeMillis),
        () -> released >= timeMillis,
        timeout);
  }

  private synchronized void await(String what, BooleanSupplier condition, Duration timeout) {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      var left = (deadline - System.nanoTime()) / 1_000_000;
      if (ended) {
        throw TestJobException.ended(what, failure);
      }
      if (left <= 0) {
        throw new TestJobException("%s after %d ms".formatted(what, timeout.toMillis()), null);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TestJobException("interrupted: " + what, e);
      }
    }
  }
}

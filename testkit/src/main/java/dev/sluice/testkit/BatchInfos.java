package dev.sluice.testkit;

import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerBatchCompleted;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Keeps what listeners are told of batches. Thread-safe. */
final class BatchInfos implements StreamingListener {
  private final Map<Time, BatchInfo> completed = new HashMap<>();

  @Override
  public synchronized void onBatchCompleted(StreamingListenerBatchCompleted event) {
    completed.put(event.batchInfo().batchTime(), event.batchInfo());
    notifyAll();
  }

  synchronized BatchInfo await(Time time, Duration timeout) {
    var deadline = System.nanoTime() + timeout.toNanos();
    var info = completed.get(time);
    while (info == null) {
      var left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new TestJobException("the batch of %s is not complete".formatted(time), null);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TestJobException("interrupted while a batch is awaited", e);
      }
      info = completed.get(time);
    }
    return info;
  }
}

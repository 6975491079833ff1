package dev.sluice.worker.receiving;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.ShardedReceiver;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Numbers from 0 on: each shard stores those whose remainder is its index, with positions. */
final class NumberedSource extends ShardedReceiver<Long> {
  private static final long serialVersionUID = 1L;
  private static final long PAUSE_NANOS = 2_000_000;

  private final long count;

  NumberedSource(int shards, long count) {
    super(StorageLevel.MEMORY_AND_DISK_SER_2, shards);
    this.count = count;
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::run, "numbers-" + shardIndex());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void onStop() {}

  private void run() {
    long next = lastPosition().map(Long::parseLong).orElse((long) shardIndex());
    while (!isStopped() && next < count) {
      try {
        store(List.of(next), Long.toString(next + shardCount()));
      } catch (IllegalStateException e) {
        return;
      }
      next += shardCount();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

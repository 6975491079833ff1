package dev.sluice.testkit.conformance;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stores numbers at a fixed rate; what it does and how it is to end is known to the whole JVM. */
final class CountingReceiver extends Receiver<Integer> {
  private static final long serialVersionUID = 1L;

  /** How a receiver ends. */
  enum End {
    /** At once. */
    PROMPT,
    /** When it has stored a number of records. */
    WHEN_COMPLETE,
    /** Never, for as long as a test may take. */
    NEVER
  }

  static final AtomicInteger STORED = new AtomicInteger();
  private static final int COMPLETE = 15;

  private final long everyMillis;
  private final End end;
  private transient @Nullable ScheduledExecutorService timer;
  private transient @Nullable CountDownLatch complete;

  CountingReceiver(long everyMillis, End end) {
    super(StorageLevel.MEMORY_ONLY);
    this.everyMillis = everyMillis;
    this.end = end;
  }

  @Override
  public void onStart() {
    var latch = new CountDownLatch(COMPLETE);
    complete = latch;
    var started = Executors.newSingleThreadScheduledExecutor();
    timer = started;
    var unused =
        started.scheduleAtFixedRate(
            () -> {
              if (end == End.PROMPT || latch.getCount() > 0) {
                store(1);
                STORED.incrementAndGet();
                latch.countDown();
              }
            },
            0,
            everyMillis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void onStop() {
    var latch = complete;
    var started = timer;
    if (latch == null || started == null) {
      return;
    }
    try {
      if (end == End.WHEN_COMPLETE) {
        var unused = latch.await(20, TimeUnit.SECONDS);
      } else if (end == End.NEVER) {
        var unused = new CountDownLatch(1).await(40, TimeUnit.SECONDS);
      }
      started.shutdown();
      var unused = started.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      started.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

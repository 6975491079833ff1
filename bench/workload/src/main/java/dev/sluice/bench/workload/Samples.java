package dev.sluice.bench.workload;

import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress read every ten milliseconds. A rate is taken between ends of output bursts, so that no
 * part of a batch or window is counted. The sampler's thread writes; read after {@link #stop}.
 */
final class Samples {
  private static final int MOST = 60_000;
  private static final int QUIET_SAMPLES = 10;
  private static final long MOST_SHIFT_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final long[] nanos = new long[MOST];
  private final long[] units = new long[MOST];
  private volatile int size;
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "sampler");
            thread.setDaemon(true);
            return thread;
          });

  void start(LongSupplier progress) {
    var unused = sampler.scheduleAtFixedRate(() -> take(progress), 0, 10, TimeUnit.MILLISECONDS);
  }

  /** Ends the sampling; the samples can be read when this returns. */
  void stop() throws InterruptedException {
    sampler.shutdownNow();
    if (!sampler.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the sampler does not end");
    }
  }

  /** Units a second between the first burst ends at or after two times. */
  double rate(long fromNanos, long toNanos) {
    var from = burstEnd(fromNanos);
    var to = burstEnd(toNanos);
    return to == from ? 0 : (units[to] - units[from]) * 1e9 / (nanos[to] - nanos[from]);
  }

  private void take(LongSupplier progress) {
    var index = size;
    if (index < MOST) {
      nanos[index] = System.nanoTime();
      units[index] = progress.getAsLong();
      size = index + 1;
    }
  }

  private int burstEnd(long time) {
    var found = Arrays.binarySearch(nanos, 0, size, time);
    var start = found < 0 ? Math.min(size - 1, -found - 1) : found;
    for (var index = Math.max(1, start);
        index + QUIET_SAMPLES < size && nanos[index] < time + MOST_SHIFT_NANOS;
        index++) {
      if (units[index] > units[index - 1] && units[index + QUIET_SAMPLES] == units[index]) {
        return index;
      }
    }
    return start;
  }
}

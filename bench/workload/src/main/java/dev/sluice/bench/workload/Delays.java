package dev.sluice.bench.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * How long it took from when a marked line was due until its mark reached a sink. A mark is a word
 * of {@link #MARK} and the time by {@link #nowMicros}. Static and thread-safe, as {@link Tally}.
 */
public final class Delays {
  /** What a mark begins with; no word of the lines does. */
  public static final char MARK = '@';

  private static final int MOST = 1 << 20;
  private static final long[] DUE = new long[MOST];
  private static final long[] DELAY = new long[MOST];
  private static final AtomicInteger SIZE = new AtomicInteger();

  private Delays() {}

  /** Microseconds on the clock that all processes of a Linux machine share and nobody sets. */
  public static long nowMicros() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
  }

  static void arrived(String mark) {
    var due = Long.parseLong(mark, 1, mark.length(), 10);
    var index = SIZE.getAndIncrement();
    if (index < MOST) {
      DUE[index] = due;
      DELAY[index] = nowMicros() - due;
    }
  }

  /** Reports the delays of marks that were due in an interval, in milliseconds. */
  static void putBetween(long fromMicros, long toMicros, Report report) {
    var sorted =
        IntStream.range(0, Math.min(SIZE.get(), MOST))
            .filter(index -> DUE[index] >= fromMicros && DUE[index] < toMicros)
            .mapToLong(index -> DELAY[index])
            .sorted()
            .toArray();
    if (sorted.length > 0) {
      report.put("delays", sorted.length);
      report.put("delayMedianMillis", sorted[sorted.length / 2] / 1e3, 1);
      report.put("delayP99Millis", sorted[(int) (sorted.length * 0.99)] / 1e3, 1);
      report.put("delayMaxMillis", sorted[sorted.length - 1] / 1e3, 1);
    }
  }
}

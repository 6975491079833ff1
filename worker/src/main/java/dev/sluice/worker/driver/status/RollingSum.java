package dev.sluice.worker.driver.status;

/** What was added in the last seconds that are over. Not thread-safe. */
final class RollingSum {
  private static final int SECONDS = 10;
  private static final long MILLIS = 1_000;

  private final long[] sums = new long[SECONDS + 1];
  private final long[] seconds = new long[SECONDS + 1];
  private final long firstSecond;

  RollingSum(long nowMillis) {
    firstSecond = nowMillis / MILLIS;
  }

  void add(long nowMillis, long value) {
    var second = nowMillis / MILLIS;
    var slot = (int) (second % sums.length);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      sums[slot] = 0;
    }
    sums[slot] += value;
  }

  /** What was added a second, on the average; NaN before the first second is over. */
  double perSecond(long nowMillis) {
    var now = nowMillis / MILLIS;
    var from = Math.max(firstSecond, now - SECONDS);
    if (from >= now) {
      return Double.NaN;
    }
    long sum = 0;
    for (var slot = 0; slot < sums.length; slot++) {
      if (seconds[slot] >= from && seconds[slot] < now) {
        sum += sums[slot];
      }
    }
    return (double) sum / (now - from);
  }
}

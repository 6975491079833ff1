package dev.sluice.bench.workload;

import java.util.concurrent.atomic.LongAdder;

/**
 * A sink of counts by key. Different threads may write different keys; one key has one writer at a
 * time.
 */
public final class KeyTotals {
  private final long[] totals;
  private final LongAdder units = new LongAdder();

  KeyTotals(int keys) {
    totals = new long[keys];
  }

  /** Takes the count of one window; the sum over all windows is kept. */
  public void add(long key, long count) {
    totals[KeyFeed.indexOf(key)] += count;
  }

  /** Takes a running count, the largest of which is kept; returns by how much it grew. */
  public long raise(long key, long count) {
    var index = KeyFeed.indexOf(key);
    var grown = count - totals[index];
    if (grown > 0) {
      totals[index] = count;
    }
    return Math.max(0, grown);
  }

  /** Notes units of work whose result has arrived. */
  public void done(long number) {
    units.add(number);
    Tally.resultArrived();
  }

  long units() {
    return units.sum();
  }

  long total(int index) {
    return totals[index];
  }
}

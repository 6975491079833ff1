package dev.sluice.bench.workload;

import java.util.HashMap;
import java.util.Map;

/** The sink of one partition: totals by word. Used by one thread at a time. */
public final class WordTotals {
  private static final int ROOM = 1 << 17;

  private final Map<String, long[]> totals = new HashMap<>(ROOM);
  private final Counter words = new Counter();

  /** Takes a word's count of one batch or window. */
  public void add(String word, long count) {
    if (word.charAt(0) == Delays.MARK) {
      Delays.arrived(word);
      return;
    }
    var total = totals.computeIfAbsent(word, key -> new long[1]);
    total[0] += count;
    words.add(count);
    Tally.resultArrived();
  }

  /** Number of words counted so far; any thread. */
  long words() {
    return words.get();
  }

  void addTo(Map<String, Long> target) {
    totals.forEach((word, total) -> target.merge(word, total[0], Long::sum));
  }
}

package dev.sluice.bench.workload;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares the sinks with a single-threaded count of exactly the lines that were emitted. */
final class Recount {
  private Recount() {}

  /** Returns what is wrong, or empty when every word's total is exact. */
  static Optional<String> problem() {
    var expected = expected();
    var counted = new HashMap<String, Long>();
    Tally.sinks().forEach(sink -> sink.addTo(counted));
    if (!counted.keySet().equals(expected.keySet())) {
      return Optional.of(
          "%d distinct words were counted, %d were emitted"
              .formatted(counted.size(), expected.size()));
    }
    return expected.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(counted.get(entry.getKey())))
        .findFirst()
        .map(
            entry ->
                "'%s' was counted %d times and emitted %d times"
                    .formatted(entry.getKey(), counted.get(entry.getKey()), entry.getValue()));
  }

  private static Map<String, Long> expected() {
    var times = timesOfLines();
    var expected = new HashMap<String, Long>();
    for (var line = 0; line < Lines.COUNT; line++) {
      if (times[line] > 0) {
        for (var word : Lines.get(line).split(" ", -1)) {
          expected.merge(word, times[line], Long::sum);
        }
      }
    }
    return expected;
  }

  /** How often each line was emitted. */
  static long[] timesOfLines() {
    var times = new long[Lines.COUNT];
    for (var source = 0; source < Tally.SOURCES; source++) {
      var emitted = Tally.emitted(source).get();
      for (var offset = 0; offset < Lines.COUNT; offset++) {
        var rounds = emitted / Lines.COUNT + (offset < emitted % Lines.COUNT ? 1 : 0);
        times[Lines.indexAt(source, offset)] += rounds;
      }
    }
    return times;
  }
}

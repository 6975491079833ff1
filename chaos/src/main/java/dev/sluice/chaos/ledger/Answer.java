package dev.sluice.chaos.ledger;

import static dev.sluice.chaos.job.ChaosJob.FEW_KEYS;
import static dev.sluice.chaos.job.ChaosJob.MANY_KEYS;
import static dev.sluice.chaos.job.ChaosJob.WINDOW_MILLIS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the job has to put out, given the numbers of each batch. Pure. */
final class Answer {
  private Answer() {}

  /** {@return the running counts after each batch} */
  static SortedMap<Long, List<String>> counts(SortedMap<Long, List<Long>> numbers) {
    var few = new TreeMap<Long, Long>();
    var many = new TreeMap<Long, Long>();
    var answer = new TreeMap<Long, List<String>>();
    numbers.forEach(
        (time, batch) -> {
          batch.forEach(number -> few.merge(number % FEW_KEYS, 1L, Long::sum));
          batch.forEach(number -> many.merge(number % MANY_KEYS, 1L, Long::sum));
          var lines = new ArrayList<>(lines("u", few).toList());
          batch.stream()
              .map(number -> number % MANY_KEYS)
              .distinct()
              .forEach(key -> lines.add("m " + key + " " + many.get(key)));
          answer.put(time, lines);
        });
    return answer;
  }

  /** {@return the counts of the window that ends at a time, both kinds} */
  static List<String> window(SortedMap<Long, List<Long>> numbers, long time) {
    var counts = new TreeMap<Long, Long>();
    numbers.subMap(time - WINDOW_MILLIS + 1, time + 1).values().stream()
        .flatMap(List::stream)
        .forEach(number -> counts.merge(number % FEW_KEYS, 1L, Long::sum));
    return Stream.of("w", "i").flatMap(name -> lines(name, counts)).toList();
  }

  private static Stream<String> lines(String name, Map<Long, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> name + " " + entry.getKey() + " " + entry.getValue());
  }
}

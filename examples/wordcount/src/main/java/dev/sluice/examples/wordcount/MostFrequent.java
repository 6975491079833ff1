package dev.sluice.examples.wordcount;

import dev.sluice.Tuple2;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the pairs with the highest counts. */
final class MostFrequent {
  private static final Comparator<Tuple2<String, Long>> RISING =
      Comparator.<Tuple2<String, Long>>comparingLong(Tuple2::_2)
          .thenComparing(Tuple2::_1, Comparator.reverseOrder());

  private MostFrequent() {}

  /**
   * Takes the pairs with the highest counts.
   *
   * @param pairs words with their counts
   * @param number how many at the most
   * @return them, the highest count first
   */
  static List<Tuple2<String, Long>> of(Iterator<Tuple2<String, Long>> pairs, int number) {
    var highest = new PriorityQueue<>(RISING);
    while (pairs.hasNext()) {
      highest.add(pairs.next());
      if (highest.size() > number) {
        highest.remove();
      }
    }
    var result = new ArrayList<>(highest);
    result.sort(RISING.reversed());
    return result;
  }

  /** Merges two such lists into one. */
  static List<Tuple2<String, Long>> merge(
      List<Tuple2<String, Long>> left, List<Tuple2<String, Long>> right, int number) {
    var all = new ArrayList<>(left);
    all.addAll(right);
    return of(all.iterator(), number);
  }
}

package dev.sluice.testkit.conformance;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Functions of the tables. */
final class Sums {
  private Sums() {}

  static Iterator<Integer> ofPartition(Iterator<Integer> numbers) {
    var sum = 0;
    while (numbers.hasNext()) {
      sum += numbers.next();
    }
    return List.of(sum).iterator();
  }

  static Optional<Integer> running(List<Integer> values, Optional<Integer> before) {
    return Optional.of(before.orElse(0) + of(values));
  }

  static int of(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).sum();
  }
}

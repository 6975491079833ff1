package dev.sluice.testkit;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** What the contracts of sinks say of the records that a place shows. */
final class Shown {
  private static final long LONGEST_SECONDS = 60;

  private Shown() {}

  /** Something that a sink is asked to do. */
  interface Step {
    void run() throws Exception;
  }

  static <T> List<T> records(IntFunction<T> record, int... numbers) {
    return Arrays.stream(numbers).mapToObj(record).toList();
  }

  static <T> void expect(Collection<T> shown, Collection<T> expected) {
    if (!counts(shown).equals(counts(expected))) {
      throw new AssertionError("the place shows %s instead of %s".formatted(shown, expected));
    }
  }

  static void expectHidden(long hidden, long expected) {
    if (hidden != expected) {
      throw new AssertionError(
          "the place has %d prepared partitions that nobody sees, instead of %d"
              .formatted(hidden, expected));
    }
  }

  private static <T> Map<T, Integer> counts(Collection<T> records) {
    var counts = new HashMap<T, Integer>();
    records.forEach(record -> counts.merge(record, 1, Integer::sum));
    return counts;
  }

  static void fails(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      return;
    }
    throw new AssertionError("the sink went on although its records could not be read");
  }

  /** Runs two steps at a time. */
  static void race(Step first, Step second) throws Exception {
    var start = new CyclicBarrier(2);
    var threads = Executors.newFixedThreadPool(2);
    try {
      var results =
          List.of(threads.submit(after(start, first)), threads.submit(after(start, second)));
      for (var result : results) {
        var unused = result.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Boolean> after(CyclicBarrier start, Step step) {
    return () -> {
      start.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      step.run();
      return true;
    };
  }
}

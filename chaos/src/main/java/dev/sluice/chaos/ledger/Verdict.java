package dev.sluice.chaos.ledger;

import static dev.sluice.chaos.job.ChaosJob.SLIDE_MILLIS;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether the output is what it has to be.
 *
 * @param lost numbers that came in and did not come out
 * @param doubled numbers that came out again, or that never came in
 * @param problems a line each; empty if all is exact
 */
public record Verdict(long lost, long doubled, List<String> problems) {
  private static final int MOST_SHOWN = 5;

  /**
   * Compares.
   *
   * @param ledger the output
   * @param given the numbers that came in
   */
  public static Verdict of(Ledger ledger, Set<Long> given) {
    var problems = new ArrayList<String>();
    say(problems, "output that is not complete", ledger.incomplete());
    var numbers = new TreeMap<Long, List<Long>>();
    ledger
        .numbers()
        .forEach((time, lines) -> numbers.put(time, lines.stream().map(Long::valueOf).toList()));
    var lost = new HashSet<>(given);
    var doubled = new ArrayList<String>();
    numbers.forEach(
        (time, batch) ->
            batch.stream()
                .filter(number -> !lost.remove(number))
                .forEach(number -> doubled.add(number + " in batch " + time)));
    say(problems, "lost", lost.stream().sorted().toList());
    say(problems, "doubled", doubled);
    compareCounts(ledger, numbers, problems);
    compareWindows(ledger, numbers, problems);
    return new Verdict(lost.size(), doubled.size(), problems);
  }

  private static void compareCounts(
      Ledger ledger, SortedMap<Long, List<Long>> numbers, List<String> problems) {
    var answer = Answer.counts(numbers);
    if (!answer.keySet().equals(ledger.counts().keySet())) {
      problems.add("counts were put out for other batches than numbers");
    }
    answer.forEach(
        (time, lines) ->
            compare(
                "counts of batch " + time,
                lines,
                ledger.counts().getOrDefault(time, List.of()),
                problems));
  }

  private static void compareWindows(
      Ledger ledger, SortedMap<Long, List<Long>> numbers, List<String> problems) {
    var before = 0L;
    for (var window : ledger.windows().entrySet()) {
      var time = window.getKey();
      if (before > 0 && time - before != SLIDE_MILLIS) {
        problems.add("no window ends between %d and %d".formatted(before, time));
      }
      before = time;
      compare(
          "window that ends at " + time, Answer.window(numbers, time), window.getValue(), problems);
    }
  }

  private static void compare(
      String name, List<String> expected, List<String> actual, List<String> problems) {
    var missing = new ArrayList<>(expected.stream().sorted().toList());
    var more = new ArrayList<String>();
    var left = new HashSet<>(expected);
    actual.stream().filter(line -> !left.remove(line)).forEach(more::add);
    missing.retainAll(left);
    if (!missing.isEmpty() || !more.isEmpty()) {
      problems.add("%s: missing %s, too many %s".formatted(name, first(missing), first(more)));
    }
  }

  private static void say(List<String> problems, String what, List<?> all) {
    if (!all.isEmpty()) {
      problems.add("%s: %d: %s".formatted(what, all.size(), first(all)));
    }
  }

  private static String first(List<?> all) {
    return all.stream().limit(MOST_SHOWN).toList() + (all.size() > MOST_SHOWN ? " and more" : "");
  }
}

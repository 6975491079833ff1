package dev.sluice.chaos;

import dev.sluice.chaos.plan.FaultKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param firstSeed the first seed
 * @param lastSeed the last seed
 * @param faults kinds of faults to draw from
 * @param chosen whether they were named, so that one that is not possible here is an error
 * @param directory where runs have their files
 * @param keep whether those of runs that survived are kept
 */
record Request(
    long firstSeed,
    long lastSeed,
    Set<FaultKind> faults,
    boolean chosen,
    Path directory,
    boolean keep) {
  static final String USAGE =
      "usage: chaos/run [--seeds A..B] [--faults KIND,…] [--directory DIR] [--keep]; a KIND is one"
          + " of "
          + Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "))
          + ", or kill, pause, s3, partition for all that begin so, or none";

  static Request parse(Path directory, String... arguments) {
    var request = new Request(1, 20, byDefault(), false, directory, false);
    var words = new ArrayDeque<>(List.of(arguments));
    while (!words.isEmpty()) {
      request = request.with(words.pop(), words);
    }
    return request;
  }

  private Request with(String word, Deque<String> words) {
    return switch (word) {
      case "--seeds" -> seeds(value(word, words));
      case "--faults" ->
          new Request(firstSeed, lastSeed, faults(value(word, words)), true, directory, keep);
      case "--directory" ->
          new Request(firstSeed, lastSeed, faults, chosen, Path.of(value(word, words)), keep);
      case "--keep" -> new Request(firstSeed, lastSeed, faults, chosen, directory, true);
      default -> throw new UsageException("unknown option '%s'; %s".formatted(word, USAGE));
    };
  }

  private Request seeds(String text) {
    if (!text.matches("[0-9]{1,15}([.][.][0-9]{1,15})?")) {
      throw new UsageException("--seeds wants A..B or a number, not '%s'".formatted(text));
    }
    var ends = text.split("[.][.]", -1);
    var first = Long.parseLong(ends[0]);
    return new Request(
        first, Long.parseLong(ends[ends.length - 1]), faults, chosen, directory, keep);
  }

  private static Set<FaultKind> byDefault() {
    return kinds(Arrays.stream(FaultKind.values()).filter(FaultKind::byDefault));
  }

  private static Set<FaultKind> faults(String text) {
    return kinds(Stream.of(text.split(",", -1)).flatMap(Request::kinds));
  }

  private static Stream<FaultKind> kinds(String word) {
    if (word.equals("none")) {
      return Stream.empty();
    }
    var kinds =
        FaultKind.of(word)
            .map(List::of)
            .orElseGet(
                () ->
                    byDefault().stream()
                        .filter(kind -> kind.word().startsWith(word + "-"))
                        .toList());
    if (kinds.isEmpty()) {
      throw new UsageException("there is no fault '%s'; %s".formatted(word, USAGE));
    }
    return kinds.stream();
  }

  private static Set<FaultKind> kinds(Stream<FaultKind> kinds) {
    return kinds.collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
  }

  private static String value(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new UsageException("%s needs a value; %s".formatted(option, USAGE));
    }
    return words.pop();
  }
}

package dev.sluice.bench.runner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param workload what to run
 * @param engines with which engines, in their order of turns
 * @param repetitions how many times each
 * @param options numbers for the programs, without their prefix {@code bench.}
 */
record Request(
    Workload workload, List<Engine> engines, int repetitions, Map<String, String> options) {
  static final String USAGE =
      "usage: bench/run NAME [--engines ENGINE,…] [--repetitions N] [--set OPTION=NUMBER]…; NAME is one of "
          + Workload.ids();

  static Request parse(String... arguments) {
    var words = new ArrayDeque<>(List.of(arguments));
    if (words.isEmpty() || words.peek().startsWith("-")) {
      throw new UsageException(USAGE);
    }
    var workload = Workload.of(words.pop());
    var engines = workload.engines();
    var repetitions = 3;
    var options = new TreeMap<String, String>();
    while (!words.isEmpty()) {
      var word = words.pop();
      switch (word) {
        case "--engines" ->
            engines =
                Stream.of(value(word, words).split(",", -1))
                    .map(id -> workload.supported(Engine.of(id.strip())))
                    .toList();
        case "--repetitions" -> repetitions = count(word, value(word, words));
        case "--set" -> set(value(word, words), options);
        default -> throw new UsageException("unknown option '%s'; %s".formatted(word, USAGE));
      }
    }
    return new Request(workload, engines, repetitions, options);
  }

  private static String value(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new UsageException("%s needs a value; %s".formatted(option, USAGE));
    }
    return words.pop();
  }

  private static void set(String text, Map<String, String> options) {
    var parts = text.split("=", 2);
    if (parts.length < 2 || !parts[1].matches("[0-9]{1,9}")) {
      throw new UsageException("--set wants OPTION=NUMBER, not '%s'".formatted(text));
    }
    options.put(parts[0], parts[1]);
  }

  private static int count(String option, String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new UsageException(
          "%s wants a number from 1 to 9999, not '%s'".formatted(option, text));
    }
    return Integer.parseInt(text);
  }
}

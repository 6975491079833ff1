package dev.sluice.examples.laptop;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/** The word counts in what a program printed, and those of the text that it was sent. */
final class Printed {
  private static final Pattern PAIR = Pattern.compile("\\((\\w+),(\\d+)\\)");

  private Printed() {}

  /** {@return for each word of a program's output all its counts merged} */
  static Map<String, Long> counts(String output, BinaryOperator<Long> merge) {
    var counts = new TreeMap<String, Long>();
    PAIR.matcher(output)
        .results()
        .forEach(pair -> counts.merge(pair.group(1), Long.valueOf(pair.group(2)), merge));
    return counts;
  }

  /** {@return how often each word occurs in the text, times a factor} */
  static Map<String, Long> expected(int factor) throws IOException {
    var counts = new TreeMap<String, Long>();
    for (var line : Files.readAllLines(Example.FROM_SPARK.file("lines.txt"))) {
      Arrays.stream(line.split(" ")).forEach(word -> counts.merge(word, (long) factor, Long::sum));
    }
    return counts;
  }
}

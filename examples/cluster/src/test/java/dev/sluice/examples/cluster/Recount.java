package dev.sluice.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts the words of a text by other means than the engine's. */
final class Recount {
  private static final Pattern WORD = Pattern.compile("[^ \\t\\n\\x0B\\f\\r]+");

  private Recount() {}

  /** Returns lines {@code count<TAB>word}, sorted. */
  static String of(Path text) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    add(Files.readString(text, UTF_8), counts);
    return written(counts);
  }

  /** Returns the same for as many of the first lines as have a number of words altogether. */
  static String ofFirst(long words, Path text) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    long counted = 0;
    for (String line : Files.readAllLines(text, UTF_8)) {
      if (counted >= words) {
        break;
      }
      counted += add(line, counts);
    }
    return written(counts);
  }

  /** Returns how many words there are according to lines {@code count<TAB>word}. */
  static long words(String counts) {
    return counts
        .lines()
        .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf('\t'))))
        .sum();
  }

  private static long add(String text, Map<String, Long> counts) {
    return WORD.matcher(text)
        .results()
        .map(word -> counts.merge(word.group(), 1L, Long::sum))
        .count();
  }

  private static String written(Map<String, Long> counts) {
    return sorted(
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + "\t" + entry.getKey())
            .collect(joining("\n")));
  }

  /** Returns the lines of a text sorted by code point. */
  static String sorted(String lines) {
    return lines.lines().filter(line -> line.contains("\t")).sorted().collect(joining("\n"));
  }
}

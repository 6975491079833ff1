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
    WORD.matcher(Files.readString(text, UTF_8))
        .results()
        .forEach(word -> counts.merge(word.group(), 1L, Long::sum));
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

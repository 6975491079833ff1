package dev.sluice.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The example's text, and how often each word is in it. */
final class Text {
  private static final Path FILE = Path.of("../examples/wordcount/moby-dick.txt");
  private static final Pattern WORD = Pattern.compile("[^\\s\\u000b]+");

  private Text() {}

  /** Counts the words: runs of characters that are not white space. */
  static Map<String, Long> counts() throws IOException {
    return WORD.matcher(Files.readString(FILE))
        .results()
        .collect(
            Collectors.groupingBy(match -> match.group(), TreeMap::new, Collectors.counting()));
  }

  /** Reads lines of the form {@code count<TAB>word}. */
  static Map<String, Long> parse(String exported) {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : exported.lines().toList()) {
      int tab = line.indexOf('\t');
      counts.put(line.substring(tab + 1), Long.valueOf(line.substring(0, tab)));
    }
    return counts;
  }
}

package dev.sluice.bench.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts the words of a text by itself and compares them with a job's final counts. */
final class WordRecount {
  // Bytes, not characters: the same as tr, sort and uniq do it.
  private static final Pattern WORD = Pattern.compile("[^ \\t\\n\\x0B\\f\\r]+");

  private WordRecount() {}

  /**
   * Compares.
   *
   * @param text the text
   * @param counts lines of count, tabulator and word, sorted by the words' bytes
   * @return what is wrong, or empty when every byte is right
   */
  static Optional<String> problem(Path text, Path counts) throws IOException {
    if (!Files.exists(counts)) {
      return Optional.of("no counts were written");
    }
    var expected = new TreeMap<String, Long>();
    WORD.matcher(Files.readString(text, ISO_8859_1))
        .results()
        .forEach(word -> expected.merge(word.group(), 1L, Long::sum));
    var lines = new StringBuilder();
    expected.forEach((word, count) -> lines.append(count).append('\t').append(word).append('\n'));
    return Files.readString(counts, ISO_8859_1).contentEquals(lines)
        ? Optional.empty()
        : Optional.of("the final counts differ from those of the text");
  }
}

package dev.sluice.examples.wordcount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The text that is fed. */
final class FeedText {
  private static final String IN_JAR = "/moby-dick.txt";

  private FeedText() {}

  /** {@return the lines of a file of UTF-8 text, or of the novel in the jar} */
  static List<String> read(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      return Files.readAllLines(file.get());
    }
    try (var stream = FeedText.class.getResourceAsStream(IN_JAR)) {
      if (stream == null) {
        throw new IOException("the jar lacks " + IN_JAR + ": give a text with --file");
      }
      return new BufferedReader(new InputStreamReader(stream, UTF_8)).lines().toList();
    }
  }
}

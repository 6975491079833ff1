package dev.sluice.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordRecountTest {
  @TempDir Path directory;

  @Test
  void findsExactCountsRight() throws IOException {
    assertThat(problem("whale Ahab\nwhale\té\n", "1\tAhab\n2\twhale\n1\té\n")).isNull();
  }

  @Test
  void findsACountOffByOneWrong() throws IOException {
    assertThat(problem("whale whale\n", "3\twhale\n")).contains("differ");
  }

  private @org.jspecify.annotations.Nullable String problem(String text, String counts)
      throws IOException {
    var input = Files.writeString(directory.resolve("text.txt"), text);
    var output = Files.writeString(directory.resolve("counts.tsv"), counts);
    return WordRecount.problem(input, output).orElse(null);
  }
}

package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private static final Path PAGE = Path.of("../docs/why-another-operator.md");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void everyTestThatAnswersAComplaintExists() throws IOException {
    List<MatchResult> named = NAMED.matcher(Files.readString(PAGE)).results().toList();
    List<String> missing = new ArrayList<>();
    for (MatchResult test : named) {
      String source = source(test.group(1));
      if (source.isEmpty()
          || (test.group(2) != null && !source.contains("void " + test.group(2) + "("))) {
        missing.add(test.group());
      }
    }

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  private static String source(String test) throws IOException {
    for (String module : List.of("helm", "operator", "worker")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path file : files.filter(path -> path.endsWith(test + ".java")).toList()) {
          return Files.readString(file);
        }
      }
    }
    return "";
  }
}

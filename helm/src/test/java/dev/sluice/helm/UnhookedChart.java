package dev.sluice.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the chart whose hooks are plain objects, since rendering leaves hooks out. */
record UnhookedChart(Path directory) {
  static UnhookedChart copyInto(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(Chart.DIRECTORY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(Chart.DIRECTORY.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        try (Stream<String> lines = Files.lines(file)) {
          Files.write(copy, lines.filter(line -> !line.contains("helm.sh/hook:")).toList());
        }
      }
    }
    return new UnhookedChart(directory);
  }

  Rendered render(String... values) {
    return Chart.render(directory, List.of(values));
  }
}

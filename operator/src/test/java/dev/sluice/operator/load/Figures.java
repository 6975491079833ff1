package dev.sluice.operator.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured with a number of jobs, a line of JSON a figure. */
final class Figures {
  private final List<String> lines = new ArrayList<>();
  private final int jobs;

  Figures(int jobs) {
    this.jobs = jobs;
  }

  int jobs() {
    return jobs;
  }

  void add(String name, double value) {
    lines.add(
        "{\"figure\":\"%s\",\"jobs\":%d,\"value\":%s}"
            .formatted(name, jobs, String.format(Locale.ROOT, "%.2f", value)));
  }

  /** Prints them, and writes them to a file. */
  void tell(Path file) throws IOException {
    lines.forEach(System.out::println);
    Files.write(file, lines);
  }
}

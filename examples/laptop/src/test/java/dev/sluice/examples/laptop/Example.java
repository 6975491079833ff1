package dev.sluice.examples.laptop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An example, whose directory the user is in. */
enum Example {
  WORDCOUNT("wordcount"),
  FROM_SPARK("from-spark");

  private final Path home;

  Example(String name) {
    home = Path.of("..").toAbsolutePath().resolve(name).normalize();
  }

  /** Returns the path of one of its files. */
  Path file(String path) {
    return home.resolve(path);
  }

  /** Runs {@code ./sluice} with arguments; what it prints goes into files of a directory. */
  SluiceRun run(Path directory, String... arguments) throws IOException, InterruptedException {
    return run(directory, Map.of(), arguments);
  }

  /** As the other one, with variables beside those of this process. */
  SluiceRun run(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return SluiceRun.of(home, directory, environment, List.of(arguments));
  }
}

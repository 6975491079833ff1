package dev.sluice.bench.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./sluice} as a user would and takes what it prints. */
final class SluiceCommand {
  private static final long LONGEST_MINUTES = 10;

  private final Path root;

  SluiceCommand(Path root) {
    this.root = root;
  }

  /**
   * What a run came to.
   *
   * @param exit the exit code; -1 when it did not end in time
   * @param lines all that it printed
   */
  record Outcome(int exit, List<String> lines) {}

  /** Runs the command in a directory until it ends. */
  Outcome run(Path directory, String... arguments) throws IOException, InterruptedException {
    try (var running = start(directory, arguments)) {
      var ended = running.process().waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
      return new Outcome(ended ? running.process().exitValue() : -1, running.lines());
    }
  }

  /** Starts the command in a directory. */
  Running start(Path directory, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(root.resolve("sluice").toString());
    command.addAll(List.of(arguments));
    var log = directory.resolve("sluice.log");
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Running(process, log);
  }

  /**
   * The command while it runs; closing asks it to end, and it ends its processes.
   *
   * @param log file with what it prints
   */
  record Running(Process process, Path log) implements AutoCloseable {
    List<String> lines() throws IOException {
      return Files.readAllLines(log);
    }

    String lastLine() throws IOException {
      return lines().stream().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}

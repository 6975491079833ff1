package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** A temporary directory, if the job has one. */
record CheckpointDirectory(Optional<Path> path) implements AutoCloseable {
  static CheckpointDirectory of(TestJobOptions options) {
    try {
      return new CheckpointDirectory(
          options.checkpointing()
              ? Optional.of(Files.createTempDirectory("sluice-test-"))
              : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for checkpoints", e);
    }
  }

  @Override
  public void close() {
    if (path.isEmpty() || !Files.exists(path.get())) {
      return;
    }
    try (var files = Files.walk(path.get())) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path.get(), e);
    }
  }
}

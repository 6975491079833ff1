package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** A temporary directory, if the job has one. */
record CheckpointDirectory(Optional<Path> path) implements AutoCloseable {
  /** What the job was writing when it was stopped may appear while files are removed. */
  private static final int MOST_ATTEMPTS = 100;

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
    for (var attempt = 1; ; attempt++) {
      try {
        remove(path.get());
        return;
      } catch (IOException | UncheckedIOException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw new IllegalStateException("cannot remove " + path.get(), e);
        }
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package dev.sluice.bench.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory that is deleted with all that is in it when it is closed. */
record ScratchDirectory(Path path) implements AutoCloseable {
  static ScratchDirectory create() throws IOException {
    return new ScratchDirectory(Files.createTempDirectory("bench"));
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

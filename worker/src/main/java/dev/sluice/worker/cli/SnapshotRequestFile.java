package dev.sluice.worker.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The requests for snapshots that the operator makes: an annotation of the driver's pod, which a
 * volume shows as a file.
 */
final class SnapshotRequestFile {
  private static final int LARGEST = 64 * 1024;

  private final Path file;

  SnapshotRequestFile(Path file) {
    this.file = file;
  }

  /** {@return the requests as they are now, one a line; empty if there is no file} */
  String read() {
    try {
      return Files.exists(file) && Files.size(file) <= LARGEST ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }
}

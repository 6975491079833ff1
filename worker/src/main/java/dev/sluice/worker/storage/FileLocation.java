package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** A directory of this machine, or of a shared file system with hard links. */
public record FileLocation(Path directory) implements StoreLocation {
  public FileLocation {
    requireNonNull(directory, "directory is null");
  }

  @Override
  public String toString() {
    return directory.toUri().toString();
  }
}

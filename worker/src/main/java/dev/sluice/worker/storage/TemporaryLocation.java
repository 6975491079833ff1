package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** A place that lasts as long as this JVM: small objects in memory, others in a directory. */
public record TemporaryLocation(Path directory) implements StoreLocation {
  public TemporaryLocation {
    requireNonNull(directory, "directory is null");
  }

  @Override
  public String toString() {
    return directory.toUri().toString();
  }
}

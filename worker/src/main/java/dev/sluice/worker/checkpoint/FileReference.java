package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * A file that a batch reads.
 *
 * @param path its name, as the file source finds it again
 * @param modifiedMillis its time of modification, in milliseconds since 1970
 * @param length its length when it was found, in bytes
 */
public record FileReference(String path, long modifiedMillis, long length) {
  public FileReference {
    requireNonNull(path, "path is null");
  }
}

package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

/**
 * A file of a directory or an object below a prefix.
 *
 * @param path absolute path, or URI with the key as it is, not encoded
 * @param modifiedMillis its time of modification, in milliseconds since 1970
 * @param length its length in bytes
 */
public record StoredFile(String path, long modifiedMillis, long length) {
  public StoredFile {
    requireNonNull(path, "path is null");
  }
}

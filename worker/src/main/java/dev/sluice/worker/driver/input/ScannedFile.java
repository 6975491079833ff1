package dev.sluice.worker.driver.input;

import static java.util.Objects.requireNonNull;

/**
 * A file that a scan of a directory found.
 *
 * @param path its name, as executors open it
 * @param modifiedMillis its time of modification, in milliseconds since 1970
 * @param length its length in bytes
 */
public record ScannedFile(String path, long modifiedMillis, long length) {
  public ScannedFile {
    requireNonNull(path, "path is null");
  }
}

package dev.sluice.worker.driver.input;

import dev.sluice.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A directory that a file stream reads.
 *
 * @param pattern path or URI, maybe with wildcards
 * @param filter takes a path and says whether the file belongs to the stream; {@code null} leaves
 *     out names that begin with a dot
 */
public record WatchedDirectory(String pattern, @Nullable Function<String, Boolean> filter) {
  /** Whether listing it is a request to a server, which must not be made in every short batch. */
  public boolean isRemote() {
    return pattern.startsWith("s3");
  }

  boolean accepts(String path) throws Exception {
    return filter == null ? !nameOf(path).startsWith(".") : filter.call(path);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package dev.sluice.worker.storage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/** Text files of jobs: those that streams read, and those that output operations write. */
public final class TextFiles {
  private TextFiles() {}

  /** The path of a {@code file:} URI or of a plain path. */
  public static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  /**
   * The directory that an output operation writes a batch to.
   *
   * @param prefix path or URI before the time
   * @param suffix what follows the time after a dot; may be empty
   * @param timeMillis the batch's time
   */
  public static Path directory(String prefix, String suffix, long timeMillis) {
    return path(prefix + "-" + timeMillis + (suffix.isEmpty() ? "" : "." + suffix));
  }

  /**
   * Writes one partition, one record a line. The file appears whole, in place of an earlier one, so
   * a batch may be run again.
   */
  public static void writePart(
      String prefix, String suffix, long timeMillis, int branch, int partition, List<?> records) {
    var directory = directory(prefix, suffix, timeMillis);
    var name =
        branch == 0
            ? "part-%05d".formatted(partition)
            : "part-%d-%05d".formatted(branch, partition);
    try {
      Files.createDirectories(directory);
      var temporary = directory.resolve("." + name + "." + UUID.randomUUID());
      try (var writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
        write(records, writer);
      }
      Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory.resolve(name), e);
    }
  }

  /** Says that a batch's directory is complete. */
  public static void markSuccess(String prefix, String suffix, long timeMillis) {
    var directory = directory(prefix, suffix, timeMillis);
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve("_SUCCESS"), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory.resolve("_SUCCESS"), e);
    }
  }

  private static void write(List<?> records, BufferedWriter writer) throws IOException {
    for (var record : records) {
      writer.write(String.valueOf(record));
      writer.write('\n');
    }
  }
}

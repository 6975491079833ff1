package dev.sluice.worker.format;

import dev.sluice.format.OutputFormat;
import dev.sluice.worker.storage.JobFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Where an output operation writes a batch.
 *
 * @param prefix path or URI before the time
 * @param suffix what follows the time after a dot; may be empty
 * @param timeMillis the batch's time
 */
public record OutputDirectory(String prefix, String suffix, long timeMillis) {
  /** Returns path or URI of the directory. */
  public String path() {
    return prefix + "-" + timeMillis + (suffix.isEmpty() ? "" : "." + suffix);
  }

  /**
   * Writes one partition. The file appears whole, in place of an earlier one, so a batch may be run
   * again.
   *
   * @param branch side of a union, from 0
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(
      JobFiles files,
      int branch,
      int partition,
      OutputFormat<Object> format,
      List<Object> records) {
    var number = branch == 0 ? "%05d".formatted(partition) : "%d-%05d".formatted(branch, partition);
    var file = path() + "/part-" + number + format.extension();
    try {
      files.write(
          file,
          target -> {
            var writer = format.open(target);
            for (var record : records) {
              writer.write(record);
            }
            writer.finish();
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Says that the directory is complete. */
  public void complete(JobFiles files) {
    var file = path() + "/_SUCCESS";
    try {
      files.write(file, target -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}

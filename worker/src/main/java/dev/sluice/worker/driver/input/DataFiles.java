package dev.sluice.worker.driver.input;

import dev.sluice.format.InputFormat;
import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.control.wire.FilePartInput;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files of data sets: a file, or those of directories whose names do not begin with a dot, in
 * order of their names. Blocks.
 *
 * @param partBytes length of the part of a file that a task reads, at the most
 * @param jobClasses loads the program's classes
 */
public record DataFiles(JobFiles files, long partBytes, ClassLoader jobClasses) {
  /**
   * Looks for the files and cuts them.
   *
   * @param name what reads them, for errors
   * @param least number of parts at the least, as far as the format can be cut
   * @return what one task each reads
   * @throws UncheckedIOException if there is none, or they cannot be listed
   * @throws IllegalArgumentException if there is no such format
   */
  public List<FilePartInput> parts(String name, String path, InputFormat<?> format, int least) {
    var resolved = Formats.resolve(format, jobClasses);
    var parts = new ArrayList<FilePartInput>();
    try {
      var found = find(path);
      var length = found.stream().mapToLong(StoredFile::length).sum();
      var mostBytes = Math.min(partBytes, Math.max(1, length / least));
      for (var file : found) {
        var reference = new FileReference(file.path(), file.modifiedMillis(), file.length());
        for (var part : FileSplits.of(file.path(), file.length(), resolved, mostBytes)) {
          parts.add(part.of(reference));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
    return parts;
  }

  private List<StoredFile> find(String path) throws IOException {
    var one = files.file(path);
    if (one.isPresent()) {
      return List.of(one.get());
    }
    if (!files.probe(path)) {
      throw new IOException("there is no file and no directory " + path + ": correct the path");
    }
    return files.list(path).stream()
        .filter(file -> !file.path().substring(file.path().lastIndexOf('/') + 1).startsWith("."))
        .sorted(Comparator.comparing(StoredFile::path))
        .toList();
  }
}

package dev.sluice.worker.driver.input;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the files of a directory for a file stream. Blocks on the file system. */
public final class DirectoryScan {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryScan.class);

  private DirectoryScan() {}

  /**
   * Returns the regular files of a directory whose names do not begin with a dot.
   *
   * @param directory path or {@code file:} URI
   * @return empty, with a warning in the log, if the directory cannot be read; the next scan tries
   *     again
   */
  public static List<ScannedFile> of(String directory) {
    var found = new ArrayList<ScannedFile>();
    try (var entries = Files.newDirectoryStream(path(directory))) {
      for (var entry : entries) {
        addIfFile(entry, found);
      }
    } catch (IOException e) {
      LOG.warn("cannot read the directory {}: {}; the batch goes without its files", directory, e);
    }
    return found;
  }

  private static void addIfFile(Path entry, List<ScannedFile> found) throws IOException {
    var name = entry.getFileName().toString();
    if (name.startsWith(".") || !Files.isRegularFile(entry)) {
      return;
    }
    try {
      found.add(
          new ScannedFile(
              entry.toAbsolutePath().toString(),
              Files.getLastModifiedTime(entry).toMillis(),
              Files.size(entry)));
    } catch (NoSuchFileException e) {
      LOG.debug("{} was gone before it could be looked at", entry);
    }
  }

  private static Path path(String directory) {
    return directory.startsWith("file:") ? Path.of(URI.create(directory)) : Path.of(directory);
  }
}

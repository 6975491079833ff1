package dev.sluice.worker.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory that goes when it is closed.
 *
 * @param path where it is
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {
  /**
   * Makes a directory where the system keeps temporary files.
   *
   * @param prefix what its name begins with
   * @return the directory
   * @throws IOException if it can't be made
   */
  public static TemporaryDirectory create(String prefix) throws IOException {
    return new TemporaryDirectory(Files.createTempDirectory(prefix));
  }

  @Override
  public void close() throws IOException {
    deleteContents(path, path);
    Files.delete(path);
  }

  /** Deletes all that is in a directory, but one file. */
  static void deleteContents(Path root, Path spared) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(spared)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!directory.equals(root)) {
              Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

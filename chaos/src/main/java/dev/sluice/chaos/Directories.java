package dev.sluice.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Whole directories. */
final class Directories {
  private Directories() {}

  static void recreate(Path directory) throws IOException {
    delete(directory);
    Files.createDirectories(directory);
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (var path : all(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  static void copy(Path from, Path to) throws IOException {
    recreate(to);
    for (var path : all(from)) {
      var target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target);
      }
    }
  }

  private static List<Path> all(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      return paths.toList();
    }
  }
}

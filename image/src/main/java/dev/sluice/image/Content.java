package dev.sluice.image;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Files that an image takes from the build, as in {@code COPY source target} of a Dockerfile.
 *
 * @param source a directory ending with {@code /}, or one file whose name may hold {@code *}, under
 *     the root of the repository
 * @param target a directory in the image, ending with {@code /}, or a file
 */
record Content(String source, String target) {
  Content {
    requireNonNull(source, "source is null");
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("target must be absolute: " + target);
    }
  }

  /** One file of an image: where it comes from, and its absolute path there. */
  record Entry(Path file, String path) {}

  /**
   * Finds the files, sorted by name.
   *
   * @throws MissingContentException if there are none: they were not built
   */
  List<Entry> entries(Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (source.endsWith("/")) {
      Path directory = root.resolve(source);
      if (Files.isDirectory(directory)) {
        collect(directory, target, entries);
      }
    } else {
      for (Path file : matches(root.resolve(source))) {
        entries.add(new Entry(file, target.endsWith("/") ? target + file.getFileName() : target));
      }
      if (entries.size() > 1) {
        throw new MissingContentException(
            "%s matches %d files; clean the module and package it again"
                .formatted(source, entries.size()));
      }
    }
    if (entries.isEmpty()) {
      throw new MissingContentException(
          "%s is not there; package its module first".formatted(source));
    }
    return entries;
  }

  private static void collect(Path directory, String target, List<Entry> entries)
      throws IOException {
    for (Path child : sorted(directory, "*")) {
      if (Files.isDirectory(child)) {
        collect(child, target + child.getFileName() + "/", entries);
      } else {
        entries.add(new Entry(child, target + child.getFileName()));
      }
    }
  }

  private static List<Path> matches(Path pattern) throws IOException {
    Path parent = requireNonNull(pattern.getParent(), "source has no directory");
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    return sorted(parent, String.valueOf(pattern.getFileName()));
  }

  private static List<Path> sorted(Path directory, String pattern) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
      List<Path> paths = new ArrayList<>();
      stream.forEach(paths::add);
      Collections.sort(paths);
      return paths;
    }
  }
}

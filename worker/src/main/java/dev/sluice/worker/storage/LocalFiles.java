package dev.sluice.worker.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Files of this machine, or of a file system that all processes have at the same path. */
final class LocalFiles implements FileTree {
  private static final String STAGING = "_temporary";

  @Override
  public List<StoredFile> list(String pattern) throws IOException {
    var files = new ArrayList<StoredFile>();
    for (var directory : directories(pattern)) {
      try (var entries = Files.newDirectoryStream(directory)) {
        for (var entry : entries) {
          addIfFile(entry, files);
        }
      } catch (NoSuchFileException | NotDirectoryException e) {
        // Gone, or replaced by a file, since it was found: it has no files now.
      }
    }
    return files;
  }

  private static void addIfFile(Path entry, List<StoredFile> files) throws IOException {
    try {
      var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        files.add(
            new StoredFile(
                entry.toString(), attributes.lastModifiedTime().toMillis(), attributes.size()));
      }
    } catch (NoSuchFileException e) {
      // Gone since it was listed.
    }
  }

  @Override
  public boolean probe(String pattern) throws IOException {
    var path = path(pattern).toAbsolutePath();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new IOException(path + " is not a directory: name the directory that files appear in");
    }
    var found = directories(pattern);
    for (var directory : found) {
      if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
        throw new IOException(directory + " cannot be read: give this user the right to list it");
      }
    }
    return !found.isEmpty();
  }

  private static List<Path> directories(String pattern) throws IOException {
    var literal = path(pattern).toAbsolutePath().normalize();
    if (Files.isDirectory(literal)) {
      return List.of(literal);
    }
    var found = List.of(literal.getRoot());
    for (var segment : literal) {
      var next = new ArrayList<Path>();
      for (var directory : found) {
        addMatching(directory, segment.toString(), next);
      }
      found = next;
    }
    return found;
  }

  private static void addMatching(Path directory, String segment, List<Path> target)
      throws IOException {
    if (!Glob.isPattern(segment)) {
      var child = directory.resolve(segment);
      if (Files.isDirectory(child)) {
        target.add(child);
      }
      return;
    }
    var glob = Glob.of(segment);
    DirectoryStream.Filter<Path> matching =
        entry -> glob.matches(String.valueOf(entry.getFileName())) && Files.isDirectory(entry);
    try (var entries = Files.newDirectoryStream(directory, matching)) {
      entries.forEach(target::add);
    } catch (NoSuchFileException e) {
      // Gone since it was found.
    }
  }

  @Override
  public Optional<StoredFile> file(String path) throws IOException {
    var files = new ArrayList<StoredFile>();
    addIfFile(path(path).toAbsolutePath(), files);
    return files.stream().findFirst();
  }

  @Override
  public InputStream open(String path, long position, long end) throws IOException {
    var channel = Files.newByteChannel(path(path));
    channel.position(position);
    return new LimitedInput(Channels.newInputStream(channel), end - position);
  }

  @Override
  public void publish(String path, SpillingOutput content) throws IOException {
    var target = path(path).toAbsolutePath();
    createDirectories(target.resolveSibling(""));
    var temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try (var bytes = content.content()) {
      Files.copy(bytes, temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void createDirectories(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(directory + " is a file: choose another prefix", e);
    }
  }

  @Override
  public String stage(String path, String attempt, SpillingOutput content) throws IOException {
    var staged = staged(path(path).toAbsolutePath(), attempt);
    createDirectories(staged.resolveSibling(""));
    try (var bytes = content.content();
        var file = FileChannel.open(staged, CREATE, WRITE, TRUNCATE_EXISTING)) {
      bytes.transferTo(Channels.newOutputStream(file));
      file.force(true);
    }
    return attempt;
  }

  @Override
  public List<String> show(Map<String, String> attempts) throws IOException {
    var gone = new ArrayList<String>();
    for (var entry : attempts.entrySet()) {
      var target = path(entry.getKey()).toAbsolutePath();
      var staged = staged(target, entry.getValue());
      try {
        Files.move(
            staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (NoSuchFileException e) {
        if (!Files.exists(target)) {
          gone.add(entry.getKey());
        }
      }
      deleteIfEmpty(staged.resolveSibling(""));
      deleteIfEmpty(target.resolveSibling(STAGING));
    }
    return gone;
  }

  @Override
  public void discard(String directory) throws IOException {
    var staging = path(directory).toAbsolutePath().resolve(STAGING);
    if (!Files.isDirectory(staging)) {
      return;
    }
    try (var files = Files.walk(staging)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Every attempt has a directory, whose name readers leave out as they do in Spark's. */
  private static Path staged(Path target, String attempt) {
    return target
        .resolveSibling(STAGING)
        .resolve(attempt)
        .resolve(String.valueOf(target.getFileName()));
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // Others are not shown yet.
    }
  }

  @Override
  public void requireWritable(String prefix) throws IOException {
    var existing = path(prefix).toAbsolutePath().getParent();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IOException(
          "cannot write below %s: %s is no directory that this user may write to"
              .formatted(prefix, existing));
    }
  }

  @Override
  public void close() {
    // Holds nothing open.
  }

  private static Path path(String location) {
    if (!location.startsWith("file:")) {
      return Path.of(location);
    }
    try {
      return Path.of(URI.create(location));
    } catch (IllegalArgumentException e) {
      // Wildcards are not allowed in a URI, but people write them.
      return Path.of(location.substring("file:".length()).replaceFirst("^//+", "/"));
    }
  }
}

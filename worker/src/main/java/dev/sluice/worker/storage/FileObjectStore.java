package dev.sluice.worker.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Objects as files below a directory. Content is written to a temporary file and then linked or
 * moved to its name, both atomic, so that a killed process leaves no half object. An object cannot
 * have the name of another's directory.
 */
public final class FileObjectStore implements ObjectStore {
  private static final String TEMPORARY = ".tmp";

  private final Path root;
  private final Path temporary;

  /**
   * Opens a store.
   *
   * @param root the directory; created if it does not exist
   * @throws StoreException if the directory cannot be created or written
   */
  public FileObjectStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.temporary = this.root.resolve(TEMPORARY);
    try {
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new StoreException(
          StoreFailure.DENIED,
          "cannot write to the directory " + root + ": " + e + "; choose one that is writable",
          e);
    }
  }

  @Override
  public boolean createIfAbsent(String key, byte[] content) {
    Path target = pathOf(key);
    try {
      Path written = write(content);
      try {
        link(target, written);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (UnsupportedOperationException e) {
      throw new StoreException(
          StoreFailure.UNSUPPORTED,
          "the file system of " + root + " has no hard links; use another directory or S3",
          e);
    } catch (IOException e) {
      throw failed("create", key, e);
    }
  }

  /** Most objects have a directory already, so it is looked for only if the link fails. */
  private void link(Path target, Path written) throws IOException {
    try {
      Files.createLink(target, written);
    } catch (NoSuchFileException e) {
      Files.createDirectories(parentOf(target));
      Files.createLink(target, written);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    Path target = pathOf(key);
    try {
      Path written = write(content);
      Files.createDirectories(parentOf(target));
      Files.move(
          written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed("write", key, e);
    }
  }

  @Override
  public byte[] get(String key) {
    try {
      return Files.readAllBytes(pathOf(key));
    } catch (NoSuchFileException e) {
      throw new ObjectNotFoundException(key);
    } catch (IOException e) {
      throw failed("read", key, e);
    }
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    try (RandomAccessFile file = new RandomAccessFile(pathOf(key).toFile(), "r")) {
      if (offset + length > file.length()) {
        throw new StoreException(
            StoreFailure.INVALID,
            key
                + " ends before the range: length="
                + file.length()
                + ", range="
                + offset
                + "+"
                + length);
      }
      byte[] content = new byte[length];
      file.seek(offset);
      file.readFully(content);
      return content;
    } catch (FileNotFoundException e) {
      throw new ObjectNotFoundException(key);
    } catch (IOException e) {
      throw failed("read", key, e);
    }
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    StoreKeys.requirePrefix(prefix);
    List<String> keys = new ArrayList<>();
    Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(start)) {
      return keys;
    }
    try {
      Files.walkFileTree(start, new Collector(prefix, startAfter, keys));
    } catch (IOException e) {
      throw failed("list", prefix, e);
    }
    Collections.sort(keys);
    return keys;
  }

  @Override
  public void delete(Collection<String> keys) {
    for (String key : keys) {
      try {
        Files.deleteIfExists(pathOf(key));
      } catch (DirectoryNotEmptyException e) {
        // A directory is no object: there is nothing with this key.
      } catch (IOException e) {
        throw failed("delete", key, e);
      }
    }
  }

  @Override
  public boolean exists(String key) {
    return Files.isRegularFile(pathOf(key));
  }

  @Override
  public void close() {
    // Holds nothing open.
  }

  @Override
  public String toString() {
    return root.toUri().toString();
  }

  private Path write(byte[] content) throws IOException {
    Path file = temporary.resolve(UUID.randomUUID().toString());
    try {
      return Files.write(file, content, StandardOpenOption.CREATE_NEW);
    } catch (NoSuchFileException e) {
      // The directory was deleted behind our back, as `rm -r` of a job's data does.
      Files.createDirectories(temporary);
      return Files.write(file, content, StandardOpenOption.CREATE_NEW);
    }
  }

  private Path pathOf(String key) {
    return root.resolve(StoreKeys.require(key));
  }

  private Path parentOf(Path target) {
    Path parent = target.getParent();
    return parent == null ? root : parent;
  }

  private StoreException failed(String action, String key, IOException cause) {
    return new StoreException(
        StoreFailure.UNAVAILABLE,
        "cannot " + action + " " + key + " in " + root + ": " + cause + "; check disk and rights",
        cause);
  }

  private final class Collector extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final String startAfter;
    private final List<String> keys;

    Collector(String prefix, String startAfter, List<String> keys) {
      this.prefix = prefix;
      this.startAfter = startAfter;
      this.keys = keys;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.equals(temporary) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String key = root.relativize(file).toString().replace('\\', '/');
      if (key.startsWith(prefix) && key.compareTo(startAfter) > 0) {
        keys.add(key);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE; // Deleted while we looked.
      }
      throw failure;
    }
  }
}

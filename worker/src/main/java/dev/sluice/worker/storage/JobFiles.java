package dev.sluice.worker.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that jobs read and write: plain paths, {@code file:} URIs, and {@code s3://} with
 * {@code s3a://} as another name of it. Thread-safe; blocks. A bucket is connected to when it is
 * first used.
 */
public final class JobFiles implements AutoCloseable {
  private final S3Access s3;
  private final FileTree local = new LocalFiles();
  private final Map<String, FileTree> buckets = new ConcurrentHashMap<>();

  /** Makes the way to files; talks to nobody. */
  public JobFiles(S3Access s3) {
    this.s3 = s3;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream target) throws IOException;
  }

  /**
   * Lists the files of the directories that match a pattern, not descending into directories.
   *
   * @throws IOException if they cannot be read; a directory that is not there has no files
   * @throws StoreException if the S3 server fails
   */
  public List<StoredFile> list(String pattern) throws IOException {
    return tree(pattern).list(pattern);
  }

  /**
   * Checks that a directory can be listed.
   *
   * @return whether it is there now
   * @throws IOException with the reason and the remedy
   * @throws StoreException if the S3 server fails
   * @throws IllegalArgumentException if the location is malformed
   */
  public boolean probe(String pattern) throws IOException {
    return tree(pattern).probe(pattern);
  }

  /**
   * Looks for a file.
   *
   * @return empty if there is none of that name
   * @throws IOException if that cannot be found out
   */
  public Optional<StoredFile> file(String path) throws IOException {
    return tree(path).file(path);
  }

  /**
   * Opens a file; the caller closes it.
   *
   * @param position offset of the first byte
   * @param end offset behind the last byte
   * @throws java.nio.file.NoSuchFileException if it is gone; for S3 from the first read
   * @throws IOException if it cannot be read
   */
  public InputStream open(String path, long position, long end) throws IOException {
    return tree(path).open(path, position, end);
  }

  /**
   * Writes a file. It appears whole, in place of an earlier one, so writing may be repeated.
   *
   * @throws IOException if it cannot be written; then nothing has changed
   */
  public void write(String path, Content content) throws IOException {
    try (var bytes = new SpillingOutput()) {
      content.writeTo(bytes);
      bytes.flush();
      tree(path).publish(path, bytes);
    }
  }

  /**
   * Writes a file without showing it: {@link #show} does.
   *
   * @param attempt names this attempt at the file, and no other: letters, digits and hyphens
   * @return what it is found by, without white space but single blanks
   * @throws IOException if it cannot be written; then nothing has changed
   */
  public String stage(String path, String attempt, Content content) throws IOException {
    try (var bytes = new SpillingOutput()) {
      content.writeTo(bytes);
      bytes.flush();
      return tree(path).stage(path, attempt, bytes);
    }
  }

  /**
   * Shows staged files of one directory, each whole and in place of an earlier one. May be
   * repeated.
   *
   * @param directory path or URI of the directory
   * @param staged what {@link #stage} gave, by path
   * @return the paths of files that are neither staged nor there: somebody has removed them
   * @throws IOException if they cannot be shown; some may be
   */
  public List<String> show(String directory, Map<String, String> staged) throws IOException {
    return tree(directory).show(staged);
  }

  /**
   * Removes what is staged in a directory and not shown.
   *
   * @throws IOException if that fails
   */
  public void discard(String directory) throws IOException {
    tree(directory).discard(directory);
  }

  /**
   * Checks that files can be written below a prefix, as far as that is known without writing one.
   *
   * @throws IOException with the reason and the remedy
   * @throws IllegalArgumentException if the location is malformed
   */
  public void requireWritable(String prefix) throws IOException {
    tree(prefix).requireWritable(prefix);
  }

  private FileTree tree(String location) {
    return isS3(location)
        ? buckets.computeIfAbsent(
            S3Path.of(location).bucket(), name -> new S3Files(s3.bucket(name)))
        : local;
  }

  private static boolean isS3(String location) {
    var colon = location.indexOf(":/");
    var scheme = colon < 0 ? "" : location.substring(0, colon);
    return switch (scheme) {
      case "s3", "s3a", "s3n" -> true;
      case "", "file" -> false;
      default ->
          throw new IllegalArgumentException(
              "'%s' has the scheme '%s', which is not supported: use a path, file:///DIRECTORY or s3://BUCKET/PREFIX"
                  .formatted(location, scheme));
    };
  }

  /** Closes the connections. */
  @Override
  public void close() {
    buckets.values().forEach(FileTree::close);
  }
}

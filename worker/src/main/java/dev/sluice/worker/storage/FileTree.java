package dev.sluice.worker.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One kind of place where files of jobs are. Thread-safe; blocks. */
interface FileTree extends AutoCloseable {
  /**
   * Lists the files of all directories that match a pattern, not descending into directories. A
   * directory that is not there has no files.
   *
   * @throws IOException if the place cannot be read
   */
  List<StoredFile> list(String pattern) throws IOException;

  /**
   * Finds out whether a pattern can be listed at all, and what is wrong if not.
   *
   * @return whether there is a directory now
   * @throws IOException with the reason and the remedy
   */
  boolean probe(String pattern) throws IOException;

  /** Looks for a file; empty if there is none of that name. */
  Optional<StoredFile> file(String path) throws IOException;

  /**
   * Opens a file.
   *
   * @param position offset of the first byte
   * @param end offset behind the last byte
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  InputStream open(String path, long position, long end) throws IOException;

  /** Makes a file of what was written, in place of an earlier one, whole and at once. */
  void publish(String path, SpillingOutput content) throws IOException;

  /**
   * Writes a file without showing it.
   *
   * @param attempt names this attempt at the file, and no other
   * @return what {@link #show} finds it by
   */
  String stage(String path, String attempt, SpillingOutput content) throws IOException;

  /**
   * Shows files that were staged, in place of earlier ones; those that are shown stay.
   *
   * @param staged what {@link #stage} gave, by path
   * @return the paths of files that are neither staged nor there
   */
  List<String> show(Map<String, String> staged) throws IOException;

  /** Removes what is staged in a directory. */
  void discard(String directory) throws IOException;

  /**
   * Checks that files can be written below a prefix, without writing one.
   *
   * @throws IOException with the reason and the remedy
   */
  void requireWritable(String prefix) throws IOException;

  @Override
  void close();
}

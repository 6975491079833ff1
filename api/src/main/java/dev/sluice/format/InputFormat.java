package dev.sluice.format;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * How the records of a file are read. Serialised with the plan; a copy may be used by several
 * threads at a time, so keep nothing between calls.
 *
 * @param <T> type of the records
 */
public interface InputFormat<T> extends Serializable {
  /**
   * Gives every record of a part of a file, in order.
   *
   * <p>A format that can be split must give each record of a file in exactly one of its parts, for
   * any cut: the usual rule is that a record belongs to the part in which it begins.
   *
   * @param split what to read
   * @param target takes the records
   * @throws IOException if the file cannot be read or is not of this format; the task fails
   */
  void read(FileSplit split, Consumer<? super T> target) throws IOException;

  /**
   * Tells whether a file may be read in parts by several tasks.
   *
   * @param path path or URI of the file
   * @return {@code false} unless the format knows where a record begins
   */
  default boolean isSplittable(String path) {
    return false;
  }

  /**
   * Tells what a length must be for a split to begin between two records.
   *
   * @return parts begin at multiples of this many bytes
   */
  default int alignment() {
    return 1;
  }
}

package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * A part of a file that one task reads: the whole of it, or one of the ranges that a large file is
 * cut into. Used by one thread.
 */
public interface FileSplit {
  /** {@return absolute path or URI of the file} */
  String path();

  /** {@return length of the file when it was found, in bytes; what is behind it is not read} */
  long length();

  /** {@return when the file was modified, in milliseconds since 1970} */
  long modifiedMillis();

  /** {@return offset of the first byte of this part} */
  long start();

  /** {@return offset behind the last byte of this part} */
  long end();

  /**
   * Opens the file; the caller closes it.
   *
   * @param position offset of the first byte that the stream gives
   * @return the bytes from there to {@link #length}
   * @throws IOException if the file cannot be read
   */
  InputStream open(long position) throws IOException;

  /** {@return whether this is the whole file} */
  default boolean isWholeFile() {
    return start() == 0 && end() == length();
  }
}

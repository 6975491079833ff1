package dev.sluice.format;

import java.io.IOException;

/**
 * Writes the records of one file. Used by one thread: any number of {@link #write}, then one {@link
 * #finish}.
 *
 * @param <T> type of the records
 */
public interface RecordWriter<T> {
  /**
   * Writes a record.
   *
   * @param record the record
   * @throws IOException if the record does not fit the format, or writing fails
   */
  void write(T record) throws IOException;

  /**
   * Writes what is buffered and what the format has at its end; does not close the stream.
   *
   * @throws IOException if writing fails
   */
  void finish() throws IOException;
}

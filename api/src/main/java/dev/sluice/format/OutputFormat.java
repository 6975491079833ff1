package dev.sluice.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/**
 * How records are written to a file. Serialised with the plan; a copy may be used by several
 * threads at a time.
 *
 * @param <T> type of the records
 */
public interface OutputFormat<T> extends Serializable {
  /**
   * Begins a file.
   *
   * @param target where its bytes go; buffered, closed by the caller
   * @return takes the records of one partition
   * @throws IOException if writing fails
   */
  RecordWriter<T> open(OutputStream target) throws IOException;

  /** {@return what the names of files end with, such as {@code .csv}; empty for nothing} */
  default String extension() {
    return "";
  }
}

package dev.sluice.bench.workload;

import java.io.Serializable;
import java.util.Iterator;

/**
 * What the sources of a workload emit: the same records at the same positions in every engine.
 *
 * @param <T> type of the records
 */
public interface Feed<T> extends Serializable {
  /**
   * Makes a run of records of one source.
   *
   * @param source number of the source
   * @param from position in the source's stream of the first record
   * @param count number of records
   */
  Iterator<T> read(int source, long from, long count);

  /** Class of the records. */
  Class<T> type();
}

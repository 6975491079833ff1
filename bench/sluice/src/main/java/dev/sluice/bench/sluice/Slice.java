package dev.sluice.bench.sluice;

import dev.sluice.bench.workload.Feed;
import java.io.Serializable;
import java.util.Iterator;

/**
 * A part of a source in one batch; its records are made where the task runs.
 *
 * @param batch number of the batch
 * @param source number of the source
 * @param from position of the first record
 * @param count number of records
 */
record Slice(long batch, int source, long from, long count) implements Serializable {
  <T> Iterator<T> read(Feed<T> feed) {
    BatchTimes.started(batch);
    return feed.read(source, from, count);
  }
}

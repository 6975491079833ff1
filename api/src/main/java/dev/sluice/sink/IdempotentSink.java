package dev.sluice.sink;

import java.util.Iterator;

/**
 * A sink to which the same partition of the same batch may be written again, with the effect of
 * once: it puts the records in the place of those that are there (an upsert, a file with a name
 * that follows from the batch), or notes in the transaction that writes them which partition they
 * are (as {@code JdbcSink.exactlyOnce} does). One that does neither gives each record at least
 * once.
 *
 * <p>A batch is written when the job's log has fixed what it consists of and all batches before it
 * are written, so a partition is written again with the same number and the same records, in any
 * order. That holds as long as the input can be read again: records that only receivers' blocks
 * hold, all of which are lost together, come again in other batches. A {@link TwoPhaseSink} does
 * not depend on that.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public non-sealed interface IdempotentSink<T> extends Sink<T> {
  /**
   * Prepares for a batch. Called on the driver before its partitions are written; may be called
   * again for the same batch.
   *
   * @param batch the batch
   * @throws Exception if that fails; it is tried again
   */
  default void begin(SinkBatch batch) throws Exception {}

  /**
   * Writes one partition. Called on executors by several threads at a time, and again for the same
   * partition after a failure, while an earlier attempt may still be under way.
   *
   * @param partition which one
   * @param records its records; maybe none
   * @throws Exception if that fails: tried again {@code task.maxFailures} times, then the job ends
   */
  void write(SinkPartition partition, Iterator<T> records) throws Exception;
}

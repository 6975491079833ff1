package dev.sluice.sink;

import java.util.Iterator;
import java.util.List;

/**
 * A sink that is written to in two steps: tasks prepare what nobody sees yet, and the driver
 * commits all of a batch when the job's log says that the batch is complete. What was prepared is
 * in that log, so that a driver that comes after finishes a commit that was begun.
 *
 * <p>Every call may be repeated, and a call of a driver that was replaced may come late or at the
 * same time. Batches are committed in their order.
 *
 * @param <T> type of the records
 */
public non-sealed interface TwoPhaseSink<T> extends Sink<T> {
  /**
   * Writes one partition without showing it, and so that it survives the end of this process.
   * Called on executors by several threads at a time. Another attempt at the same partition has
   * another {@link SinkPartition#attempt}, may run at the same time, and must not touch what this
   * one prepares.
   *
   * @param partition which one, and which attempt
   * @param records its records; maybe none
   * @return what {@link #commit} needs to find it, such as the number of a transaction: a short
   *     text, which is kept in the job's log
   * @throws Exception if that fails: tried again {@code task.maxFailures} times, then the job ends
   */
  String prepare(SinkPartition partition, Iterator<T> records) throws Exception;

  /**
   * Shows what was prepared. Called on the driver, after the batch was committed in the job's log;
   * what is shown already stays as it is.
   *
   * @param batch the batch
   * @param prepared what {@link #prepare} gave, one text for each partition, in their order; none
   *     if the batch has no partitions
   * @throws Exception if that fails: tried again {@code task.maxFailures} times, then the job ends,
   *     and its next driver tries again
   */
  void commit(SinkBatch batch, List<String> prepared) throws Exception;

  /**
   * Removes what attempts have prepared for a batch and will never be committed. Called on the
   * driver after {@link #commit} of that batch if it was computed more than once, or may have been
   * by an earlier driver; what was committed must stay.
   *
   * @param batch the batch
   * @throws Exception if that fails, which is logged: nothing is wrong but that it takes room
   */
  void abort(SinkBatch batch) throws Exception;
}

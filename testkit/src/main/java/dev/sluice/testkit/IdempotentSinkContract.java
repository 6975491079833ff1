package dev.sluice.testkit;

import dev.sluice.sink.IdempotentSink;
import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import dev.sluice.streaming.Time;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the engine expects of an {@link IdempotentSink}: extend it in a JUnit test, over a real
 * place that is empty before each test.
 *
 * @param <T> type of the records
 */
public abstract class IdempotentSinkContract<T> {
  private static final SinkBatch FIRST = new SinkBatch("contract", new Time(1_000));
  private static final SinkBatch SECOND = new SinkBatch("contract", new Time(2_000));

  /**
   * Makes the sink as a new process does, each time over the same place.
   *
   * @return the sink
   * @throws Exception if that fails
   */
  protected abstract IdempotentSink<T> sink() throws Exception;

  /**
   * Makes a record.
   *
   * @param number from 0; different numbers are different records
   * @return the record, as {@link #shown} gives it
   */
  protected abstract T record(int number);

  /**
   * Reads the place as a user of the output does.
   *
   * @return the records that are there, in any order, each as often as it is there
   * @throws Exception if that fails
   */
  protected abstract Collection<T> shown() throws Exception;

  /** A place that is fine is found to be. */
  @Test
  void takesThePlaceForFine() throws Exception {
    sink().check();
  }

  /** Records of several partitions and batches. */
  @Test
  void showsTheRecordsOfAllPartitionsAndBatches() throws Exception {
    write(FIRST, 0, 1, 2);
    write(FIRST, 1, 3);
    write(SECOND, 0, 4);

    Shown.expect(shown(), List.of(record(1), record(2), record(3), record(4)));
  }

  /** A partition without records. */
  @Test
  void takesAPartitionWithoutRecords() throws Exception {
    write(FIRST, 0);

    Shown.expect(shown(), List.of());
  }

  /** The executor, or the driver, died before it could say that the partition is written. */
  @Test
  void countsAPartitionOnceThatIsWrittenAgain() throws Exception {
    write(FIRST, 0, 1, 2);
    write(FIRST, 1, 3);
    write(FIRST, 1, 3);
    write(FIRST, 0, 1, 2);

    Shown.expect(shown(), List.of(record(1), record(2), record(3)));
  }

  /** The driver died, and its successor begins with the last batch of which it does not know. */
  @Test
  void countsABatchOnceThatIsWrittenAgainAfterTheNext() throws Exception {
    write(FIRST, 0, 1);
    write(SECOND, 0, 2);
    write(FIRST, 0, 1);

    Shown.expect(shown(), List.of(record(1), record(2)));
  }

  /** An executor was given up while it still wrote. */
  @Test
  void countsAPartitionOnceThatTwoWriteAtATime() throws Exception {
    sink().begin(FIRST);
    var first = sink();
    var second = sink();

    Shown.race(
        () -> first.write(partition(FIRST, 0, "1-a"), List.of(record(1), record(2)).iterator()),
        () -> second.write(partition(FIRST, 0, "2-b"), List.of(record(1), record(2)).iterator()));

    Shown.expect(shown(), List.of(record(1), record(2)));
  }

  /** A task fails in the middle of its records and is tried again. */
  @Test
  void countsAPartitionOnceWhoseFirstAttemptFailed() throws Exception {
    sink().begin(FIRST);
    var sink = sink();
    Shown.fails(() -> sink.write(partition(FIRST, 0, "1-a"), new FailingIterator<>(record(1))));

    write(FIRST, 0, 1, 2);

    Shown.expect(shown(), List.of(record(1), record(2)));
  }

  private void write(SinkBatch batch, long number, int... records) throws Exception {
    sink().begin(batch);
    sink()
        .write(
            partition(batch, number, "1-" + System.nanoTime()),
            Shown.records(this::record, records).iterator());
  }

  private static SinkPartition partition(SinkBatch batch, long number, String attempt) {
    return new SinkPartition(batch, number, attempt);
  }
}

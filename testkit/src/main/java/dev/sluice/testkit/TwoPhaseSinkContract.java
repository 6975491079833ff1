package dev.sluice.testkit;

import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.streaming.Time;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the engine expects of a {@link TwoPhaseSink}: extend it in a JUnit test, over a real place
 * that is empty before each test.
 *
 * @param <T> type of the records
 */
public abstract class TwoPhaseSinkContract<T> {
  private static final SinkBatch FIRST = new SinkBatch("contract", new Time(1_000));
  private static final SinkBatch SECOND = new SinkBatch("contract", new Time(2_000));

  /**
   * Makes the sink as a new process does, each time over the same place.
   *
   * @return the sink
   * @throws Exception if that fails
   */
  protected abstract TwoPhaseSink<T> sink() throws Exception;

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

  /**
   * Counts what is prepared and neither shown nor removed.
   *
   * @return the number of prepared partitions
   * @throws Exception if that fails
   */
  protected abstract long hidden() throws Exception;

  /** A place that is fine is found to be. */
  @Test
  void takesThePlaceForFine() throws Exception {
    sink().check();
  }

  /** What is prepared is not seen by readers. */
  @Test
  void showsNothingBeforeTheCommit() throws Exception {
    var unused = prepare(FIRST, 0, 1, 2);

    Shown.expect(shown(), List.of());
  }

  /** Records of several partitions and batches; each call is made by another process. */
  @Test
  void showsTheRecordsOfAllPartitionsAndBatches() throws Exception {
    sink().commit(FIRST, List.of(prepare(FIRST, 0, 1, 2), prepare(FIRST, 1, 3), prepare(FIRST, 2)));
    sink().commit(SECOND, List.of(prepare(SECOND, 0, 4)));

    Shown.expect(shown(), List.of(record(1), record(2), record(3), record(4)));
    Shown.expectHidden(hidden(), 0);
  }

  /** A later batch is prepared before the one before it is committed. */
  @Test
  void keepsBatchesApart() throws Exception {
    var first = prepare(FIRST, 0, 1);
    var second = prepare(SECOND, 0, 2);
    sink().commit(FIRST, List.of(first));

    Shown.expect(shown(), List.of(record(1)));

    sink().abort(FIRST);
    sink().commit(SECOND, List.of(second));

    Shown.expect(shown(), List.of(record(1), record(2)));
  }

  /** The driver died in or after the commit, and its successor does not know how far it got. */
  @Test
  void commitsAgainWithoutEffect() throws Exception {
    var prepared = List.of(prepare(FIRST, 0, 1), prepare(FIRST, 1, 2));
    sink().commit(FIRST, prepared);
    sink().commit(FIRST, prepared);
    sink().commit(SECOND, List.of(prepare(SECOND, 0, 3)));
    sink().commit(FIRST, prepared);

    Shown.expect(shown(), List.of(record(1), record(2), record(3)));
  }

  /** A driver that was replaced wakes up and goes on with its commit. */
  @Test
  void commitsOnceWhenTwoDriversDoAtATime() throws Exception {
    var prepared = List.of(prepare(FIRST, 0, 1), prepare(FIRST, 1, 2), prepare(FIRST, 2, 3));
    var first = sink();
    var second = sink();

    Shown.race(() -> first.commit(FIRST, prepared), () -> second.commit(FIRST, prepared));

    Shown.expect(shown(), List.of(record(1), record(2), record(3)));
  }

  /** Two attempts at a partition, one of which the driver knows nothing of. */
  @Test
  void showsOnlyTheAttemptThatIsCommitted() throws Exception {
    var lost = prepare(FIRST, 0, 1, 2);
    var kept = prepare(FIRST, 0, 1, 2);
    sink().commit(FIRST, List.of(kept));

    Shown.expect(shown(), List.of(record(1), record(2)));
    if (lost.equals(kept)) {
      throw new AssertionError("two attempts prepared the same: " + lost);
    }
  }

  /** An executor was given up while it still wrote. */
  @Test
  void keepsAttemptsApartThatPrepareAtATime() throws Exception {
    var first = sink();
    var second = sink();
    var prepared = new String[2];

    Shown.race(
        () -> prepared[0] = first.prepare(partition(FIRST, 0, "1-a"), records(1, 2).iterator()),
        () -> prepared[1] = second.prepare(partition(FIRST, 0, "2-b"), records(1, 2).iterator()));
    sink().commit(FIRST, List.of(prepared[1]));

    Shown.expect(shown(), List.of(record(1), record(2)));
  }

  /** A task fails in the middle of its records and is tried again. */
  @Test
  void showsNothingOfAnAttemptThatFailed() throws Exception {
    var sink = sink();
    Shown.fails(() -> sink.prepare(partition(FIRST, 0, "1-a"), new FailingIterator<>(record(1))));
    sink().commit(FIRST, List.of(prepare(FIRST, 0, 1, 2)));
    sink().abort(FIRST);

    Shown.expect(shown(), List.of(record(1), record(2)));
    Shown.expectHidden(hidden(), 0);
  }

  /** What attempts have left is removed, and nothing else. */
  @Test
  void abortRemovesWhatIsNotCommitted() throws Exception {
    var unused = prepare(FIRST, 0, 1);
    var kept = List.of(prepare(FIRST, 0, 1));
    var next = prepare(SECOND, 0, 2);
    sink().commit(FIRST, kept);
    sink().abort(FIRST);
    sink().abort(FIRST);

    Shown.expect(shown(), List.of(record(1)));
    Shown.expectHidden(hidden(), 1);

    sink().commit(FIRST, kept);
    sink().commit(SECOND, List.of(next));
    sink().abort(SECOND);

    Shown.expect(shown(), List.of(record(1), record(2)));
    Shown.expectHidden(hidden(), 0);
  }

  private String prepare(SinkBatch batch, long number, int... records) throws Exception {
    return sink()
        .prepare(partition(batch, number, "1-" + System.nanoTime()), records(records).iterator());
  }

  private List<T> records(int... numbers) {
    return Shown.records(this::record, numbers);
  }

  private static SinkPartition partition(SinkBatch batch, long number, String attempt) {
    return new SinkPartition(batch, number, attempt);
  }
}

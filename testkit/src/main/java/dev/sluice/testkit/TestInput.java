package dev.sluice.testkit;

import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches that go into a job under test. The first list is the batch at one interval after 0, and
 * so on; after the last list batches are empty. A {@code null} instead of a list means that the
 * stream has no data set in that batch, as a source that gives Spark's {@code None}.
 *
 * <p>It outlives a restart of the job, which then goes on reading where it was. Thread-safe.
 *
 * @param <T> type of the records
 */
public final class TestInput<T> {
  private static final int PARTITIONS = 2;

  private final List<@Nullable List<T>> batches = Collections.synchronizedList(new ArrayList<>());
  private final int partitions;

  private TestInput(int partitions, List<? extends @Nullable List<T>> batches) {
    this.partitions = partitions;
    this.batches.addAll(batches);
  }

  /**
   * Makes an input of two partitions.
   *
   * @param batches the batches, in order
   * @param <T> type of the records
   * @return the input
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  public static <T> TestInput<T> of(@Nullable List<T>... batches) {
    return new TestInput<>(PARTITIONS, Arrays.asList(batches));
  }

  /**
   * Makes an input of two partitions.
   *
   * @param batches the batches, in order
   * @param <T> type of the records
   * @return the input
   */
  public static <T> TestInput<T> ofBatches(List<? extends @Nullable List<T>> batches) {
    return new TestInput<>(PARTITIONS, batches);
  }

  /**
   * Makes an input of the same batches that are cut into another number of partitions, each a
   * contiguous part of the list; with more partitions than records some are empty.
   *
   * @param number number of partitions
   * @return the input
   */
  public TestInput<T> partitions(int number) {
    return new TestInput<>(number, batches);
  }

  /**
   * Adds a batch after those that are there. It must not be due yet.
   *
   * @param batch its records, or {@code null} for no data set
   */
  public void add(@Nullable List<T> batch) {
    batches.add(batch);
  }

  /**
   * Makes the input a stream of a job.
   *
   * @param context the job's context
   * @return the stream
   */
  public DStream<T> stream(StreamingContext context) {
    var interval = context.batchInterval();
    return context.generatedStream(
        time -> batch(time.minus(new Time(0)).dividedBy(interval)), partitions);
  }

  private @Nullable List<T> batch(long number) {
    return number <= batches.size() ? batches.get((int) number - 1) : List.of();
  }
}

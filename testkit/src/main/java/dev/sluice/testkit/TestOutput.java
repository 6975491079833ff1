package dev.sluice.testkit;

import dev.sluice.rdd.RDDLike;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Batches that come out of a job under test: those of the stream that was given to {@link
 * #collect}, in order of their times. A stream that slides by several intervals has batches only at
 * its own times.
 *
 * <p>It outlives a restart of the job and then holds the batches of before and after. Thread-safe.
 *
 * @param <T> type of the records
 */
public class TestOutput<T> {
  private final ConcurrentSkipListMap<Time, List<List<T>>> batches = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Time, Integer> calls = new ConcurrentSkipListMap<>();

  /** Makes an output without batches. */
  public TestOutput() {}

  /**
   * Takes every batch of a stream; an output operation of the job.
   *
   * @param stream the stream
   */
  public final void collect(DStream<T> stream) {
    stream.foreachRDD(this::take);
  }

  final void take(RDDLike<T> rdd, Time time) {
    batches.put(
        time,
        rdd.mapPartitions(
                records -> {
                  var partition = new ArrayList<T>();
                  records.forEachRemaining(partition::add);
                  return List.<List<T>>of(partition).iterator();
                })
            .collect());
    calls.merge(time, 1, Integer::sum);
  }

  /** {@return the records of each batch, in order of partitions and in their order there} */
  public final List<List<T>> batches() {
    return batches.values().stream().map(TestOutput::flat).toList();
  }

  /** {@return the records of each batch without regard to order; of equal ones there is one} */
  public final List<Set<T>> sets() {
    return batches().stream().map(batch -> (Set<T>) new HashSet<>(batch)).toList();
  }

  /** {@return the partitions of each batch, each with its records in order} */
  public final List<List<List<T>>> partitions() {
    return List.copyOf(batches.values());
  }

  /** {@return the times of the batches} */
  public final List<Time> times() {
    return List.copyOf(batches.keySet());
  }

  /**
   * Gives the records of the batch of a time.
   *
   * @param time the batch time
   * @return its records; empty if the stream has no batch at that time or it is not complete
   */
  public final Optional<List<T>> at(Time time) {
    return Optional.ofNullable(batches.get(time)).map(TestOutput::flat);
  }

  /**
   * Says how often the output operation was called for one batch: 1, unless a failure made it
   * happen again.
   *
   * @return the most calls for any batch; 0 before the first
   */
  public final int mostCallsOfABatch() {
    return calls.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static <T> List<T> flat(List<List<T>> partitions) {
    return partitions.stream().flatMap(List::stream).toList();
  }
}

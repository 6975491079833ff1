package dev.sluice.rdd;

import dev.sluice.function.Function2;
import dev.sluice.function.VoidFunction;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What gives a result to the driver, or has an effect on the executors.
 *
 * @param <T> type of the records
 */
abstract class Actions<T> extends RddHandle<T> {
  Actions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /** {@return all records, in order of the partitions} */
  public final List<T> collect() {
    var result = new ArrayList<T>();
    List<List<T>> partitions = run(Actions::drain);
    partitions.forEach(result::addAll);
    return result;
  }

  /** {@return how many records there are} */
  public final long count() {
    List<Long> counts = run(records -> size(records));
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** {@return how often each record occurs} */
  public final Map<T, Long> countByValue() {
    return added(run(Actions::counted));
  }

  static <T> Map<T, Long> counted(Iterator<T> records) {
    var counts = new HashMap<T, Long>();
    records.forEachRemaining(value -> counts.merge(value, 1L, Long::sum));
    return counts;
  }

  static <T> Map<T, Long> added(List<Map<T, Long>> partitions) {
    var result = new HashMap<T, Long>();
    for (var counts : partitions) {
      counts.forEach((value, count) -> result.merge(value, count, Long::sum));
    }
    return result;
  }

  /**
   * Takes the first records.
   *
   * @param number how many at the most
   * @return the first records, in order of the partitions
   */
  public final List<T> take(int number) {
    List<List<T>> partitions = run(records -> firstOf(records, number));
    return firstOf(partitions.stream().flatMap(List::stream).iterator(), number);
  }

  /**
   * Takes the first record.
   *
   * @return the first record, in order of the partitions
   * @throws NoSuchElementException if there is no record
   */
  public final T first() {
    var first = take(1);
    if (first.isEmpty()) {
      throw new NoSuchElementException(this + " has no records, so it has no first one");
    }
    return first.get(0);
  }

  /** {@return whether there is no record} */
  public final boolean isEmpty() {
    return take(1).isEmpty();
  }

  /** {@return how many partitions there are} */
  public final int getNumPartitions() {
    return run((Iterator<T> records) -> 0).size();
  }

  /**
   * Reduces all records to one.
   *
   * @param function associative and commutative
   * @return the result
   * @throws UnsupportedOperationException if there is no record
   */
  public final T reduce(Function2<T, T, T> function) {
    List<List<T>> partitions = run(records -> reduced(records, function));
    var all = new ArrayList<T>();
    partitions.forEach(all::addAll);
    var result = OnDriver.call("reduce", () -> reduced(all.iterator(), function));
    if (result.isEmpty()) {
      throw new UnsupportedOperationException("cannot reduce a data set without records");
    }
    return result.get(0);
  }

  /**
   * Reduces all records and a neutral value to one.
   *
   * @param zero neutral value of the function, serialisable; each partition begins with a copy
   * @param function associative and commutative; may change its first argument and give it back
   * @return the result; {@code zero} if there is no record
   */
  public final T fold(T zero, Function2<T, T, T> function) {
    return aggregate(zero, function, function);
  }

  /**
   * Combines all records to one value of another type.
   *
   * @param zero neutral value, serialisable; each partition begins with a copy
   * @param add adds a record to a combined value, which it may change and give back
   * @param merge puts two combined values together, of which it may change the first
   * @param <U> type of the result
   * @return the result; {@code zero} if there is no record
   */
  public final <U> U aggregate(U zero, Function2<U, T, U> add, Function2<U, U, U> merge) {
    var zeros = Zero.of(zero, add);
    List<U> partitions =
        run(
            records -> {
              var result = zeros.fresh();
              while (records.hasNext()) {
                result = add.call(result, records.next());
              }
              return result;
            });
    return OnDriver.call(
        "aggregate",
        () -> {
          var result = zeros.fresh();
          for (var partition : partitions) {
            result = merge.call(result, partition);
          }
          return result;
        });
  }

  /**
   * Calls a function for each record, on the executors.
   *
   * @param function the function
   */
  public final void foreach(VoidFunction<T> function) {
    foreachPartition(
        records -> {
          while (records.hasNext()) {
            function.call(records.next());
          }
        });
  }

  /**
   * Calls a function for each partition, on the executors; the place to use a pooled connection.
   *
   * @param function the function of the partition's iterator
   */
  public final void foreachPartition(VoidFunction<Iterator<T>> function) {
    run(
        (Iterator<T> records) -> {
          function.call(records);
          return 0;
        });
  }

  static <T> long size(Iterator<T> records) {
    var count = 0L;
    for (; records.hasNext(); records.next()) {
      count++;
    }
    return count;
  }

  static <T> List<T> drain(Iterator<T> records) {
    var list = new ArrayList<T>();
    records.forEachRemaining(list::add);
    return list;
  }

  static <T> List<T> firstOf(Iterator<T> records, int number) {
    var first = new ArrayList<T>();
    while (first.size() < number && records.hasNext()) {
      first.add(records.next());
    }
    return first;
  }

  private static <T> List<T> reduced(Iterator<T> records, Function2<T, T, T> function)
      throws Exception {
    var result = new ArrayList<T>(1);
    if (records.hasNext()) {
      var reduced = records.next();
      while (records.hasNext()) {
        reduced = function.call(reduced, records.next());
      }
      result.add(reduced);
    }
    return result;
  }
}

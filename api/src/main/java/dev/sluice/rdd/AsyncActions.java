package dev.sluice.rdd;

import dev.sluice.function.VoidFunction;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Actions that do not block the caller, but while 16 actions are under way. They are planned by the
 * call, which may throw. An output operation is complete when the actions that it began are, and
 * fails with one that fails. To cancel the result lets the tasks run on, but the failure of the
 * action no longer counts.
 *
 * @param <T> type of the records
 */
abstract class AsyncActions<T> extends Actions<T> {
  AsyncActions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /** {@return all records, in order of the partitions, when they are there} */
  public final Future<List<T>> collectAsync() {
    return submit(Actions::drain, partitions -> partitions.stream().flatMap(List::stream).toList());
  }

  /** {@return how many records there are, when they are counted} */
  public final Future<Long> countAsync() {
    return submit(Actions::size, counts -> counts.stream().mapToLong(Long::longValue).sum());
  }

  /**
   * Takes the first records.
   *
   * @param number how many at the most
   * @return the first records, in order of the partitions, when they are there
   */
  public final Future<List<T>> takeAsync(int number) {
    return submit(
        records -> firstOf(records, number),
        partitions -> firstOf(partitions.stream().flatMap(List::stream).iterator(), number));
  }

  /**
   * Calls a function for each record, on the executors.
   *
   * @param function the function
   * @return done when all tasks are
   */
  public final Future<Void> foreachAsync(VoidFunction<T> function) {
    return foreachPartitionAsync(
        records -> {
          while (records.hasNext()) {
            function.call(records.next());
          }
        });
  }

  /**
   * Calls a function for each partition, on the executors.
   *
   * @param function the function of the partition's iterator
   * @return done when all tasks are
   */
  public final Future<Void> foreachPartitionAsync(VoidFunction<Iterator<T>> function) {
    return submit(
        records -> {
          function.call(records);
          return 0;
        },
        AsyncActions::nothing);
  }

  @SuppressWarnings("NullAway") // what a Void is
  private static Void nothing(List<Integer> partitions) {
    return null;
  }
}

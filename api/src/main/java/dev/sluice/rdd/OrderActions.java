package dev.sluice.rdd;

import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Actions that compare records. A comparator must be {@link Serializable}: a lambda cast to {@code
 * (Comparator<T> & Serializable)}, {@code Comparator.naturalOrder()} or a class.
 *
 * @param <T> type of the records
 */
abstract class OrderActions<T> extends ApproximateActions<T> {
  OrderActions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Finds the least record.
   *
   * @param comparator the order
   * @return the least record
   * @throws UnsupportedOperationException if there is no record
   */
  public final T min(Comparator<T> comparator) {
    return reduce((left, right) -> comparator.compare(left, right) <= 0 ? left : right);
  }

  /**
   * Finds the greatest record.
   *
   * @param comparator the order
   * @return the greatest record
   * @throws UnsupportedOperationException if there is no record
   */
  public final T max(Comparator<T> comparator) {
    return reduce((left, right) -> comparator.compare(left, right) >= 0 ? left : right);
  }

  /**
   * Takes the least records in their natural order; they must be {@link Comparable}.
   *
   * @param number how many at the most
   * @return the records, the least one first
   */
  public final List<T> takeOrdered(int number) {
    return takeOrdered(number, natural());
  }

  /**
   * Takes the least records.
   *
   * @param number how many at the most
   * @param comparator the order
   * @return the records, the least one first
   */
  public final List<T> takeOrdered(int number, Comparator<T> comparator) {
    List<List<T>> partitions = run(records -> least(records, number, comparator));
    var all = new ArrayList<T>();
    partitions.forEach(all::addAll);
    return least(all.iterator(), number, comparator);
  }

  /**
   * Takes the greatest records in their natural order; they must be {@link Comparable}.
   *
   * @param number how many at the most
   * @return the records, the greatest one first
   */
  public final List<T> top(int number) {
    return top(number, natural());
  }

  /**
   * Takes the greatest records.
   *
   * @param number how many at the most
   * @param comparator the order
   * @return the records, the greatest one first
   */
  public final List<T> top(int number, Comparator<T> comparator) {
    return takeOrdered(number, comparator.reversed());
  }

  private static <T> List<T> least(Iterator<T> records, int number, Comparator<T> comparator) {
    if (number < 1) {
      return new ArrayList<>();
    }
    var kept = new PriorityQueue<T>(comparator.reversed());
    while (records.hasNext()) {
      var record = records.next();
      if (kept.size() < number) {
        kept.add(record);
      } else if (comparator.compare(record, kept.element()) < 0) {
        kept.remove();
        kept.add(record);
      }
    }
    var result = new ArrayList<T>(kept);
    result.sort(comparator);
    return result;
  }

  @SuppressWarnings("unchecked") // said in the documentation: the records are comparable
  private static <T> Comparator<T> natural() {
    return (Comparator<T>) (Comparator<?>) Comparator.naturalOrder();
  }
}

package dev.sluice.rdd;

import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;

/**
 * Actions that Spark has several forms of, so that its programs compile. The results of partitions
 * are few here and are put together on the driver, without levels in between.
 *
 * @param <T> type of the records
 */
abstract class SynonymActions<T> extends OrderActions<T> {
  SynonymActions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /** {@return a number that no other data set made by this driver has} */
  public final int id() {
    return node().info().id();
  }

  /** {@return all records as {@link #collect} gives them; all of them are on the driver at once} */
  public final Iterator<T> toLocalIterator() {
    return collect().iterator();
  }

  /**
   * Reduces all records to one, as {@link #reduce} does.
   *
   * @param function associative and commutative
   * @return the result
   * @throws UnsupportedOperationException if there is no record
   */
  public final T treeReduce(Function2<T, T, T> function) {
    return reduce(function);
  }

  /**
   * Reduces all records to one, as {@link #reduce} does.
   *
   * @param function associative and commutative
   * @param depth has no effect; kept so that Spark programs compile
   * @return the result
   * @throws UnsupportedOperationException if there is no record
   */
  public final T treeReduce(Function2<T, T, T> function, int depth) {
    return reduce(function);
  }

  /**
   * Combines all records to one value of another type, as {@link #aggregate} does.
   *
   * @param zero neutral value, serialisable; each partition begins with a copy
   * @param add adds a record to a combined value, which it may change and give back
   * @param merge puts two combined values together, of which it may change the first
   * @param <U> type of the result
   * @return the result; {@code zero} if there is no record
   */
  public final <U> U treeAggregate(U zero, Function2<U, T, U> add, Function2<U, U, U> merge) {
    return aggregate(zero, add, merge);
  }

  /**
   * Combines all records to one value of another type, as {@link #aggregate} does.
   *
   * @param zero neutral value, serialisable; each partition begins with a copy
   * @param add adds a record to a combined value, which it may change and give back
   * @param merge puts two combined values together, of which it may change the first
   * @param depth has no effect; kept so that Spark programs compile
   * @param <U> type of the result
   * @return the result; {@code zero} if there is no record
   */
  public final <U> U treeAggregate(
      U zero, Function2<U, T, U> add, Function2<U, U, U> merge, int depth) {
    return aggregate(zero, add, merge);
  }
}

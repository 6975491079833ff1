package dev.sluice.rdd;

import dev.sluice.Partition;
import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

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

  /** {@return the partitions, in order; runs an action} */
  public final List<Partition> partitions() {
    return IntStream.range(0, getNumPartitions()).mapToObj(Partition::new).toList();
  }

  /**
   * Gives the records of some partitions.
   *
   * @param partitions the places of the partitions, from 0
   * @return the records of each, in order of the argument
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array, as Spark gives it
  public final List<T>[] collectPartitions(int[] partitions) {
    List<List<T>> all = run(Actions::drain);
    List<T>[] chosen = new List[partitions.length];
    for (var place = 0; place < partitions.length; place++) {
      chosen[place] = all.get(Objects.checkIndex(partitions[place], all.size()));
    }
    return chosen;
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

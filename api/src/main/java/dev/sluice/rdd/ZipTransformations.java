package dev.sluice.rdd;

import dev.sluice.function.FlatMapFunction2;
import dev.sluice.graph.Node;
import dev.sluice.graph.ZipNodes;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;

/**
 * Transformations that go by the position of records, in order of the partitions. A task has whole
 * partitions in its memory; the result has as many partitions as the default parallelism, in the
 * order of the records.
 *
 * @param <T> type of the records
 */
abstract class ZipTransformations<T> extends SaveActions<T> {
  ZipTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Pairs each record with the one at the same position of another data set.
   *
   * @param other the other data set, which must have as many records
   * @param <U> type of its records
   * @return the data set of the pairs
   */
  public final <U> PairRDD<T, U> zip(RDDLike<U> other) {
    return new PairRDD<>(runner(), ZipNodes.zip(node(), other.node()));
  }

  /** {@return each record with its position, from 0} */
  public final PairRDD<T, Long> zipWithIndex() {
    return new PairRDD<>(runner(), ZipNodes.withIndex(node()));
  }

  /**
   * {@return each record with a number that no other has: those of partition <i>k</i> of <i>n</i>
   * have <i>k</i>, <i>n</i> + <i>k</i>, 2<i>n</i> + <i>k</i>, …}
   */
  public final PairRDD<T, Long> zipWithUniqueId() {
    return new PairRDD<>(runner(), ZipNodes.withUniqueId(node()));
  }

  /**
   * Calls a function with each partition and the one at the same place of another data set.
   *
   * @param other the other data set, which must have as many partitions
   * @param function the function of the iterators of both
   * @param <U> type of the other's records
   * @param <V> type of the results
   * @return the data set of the results
   */
  @SuppressWarnings("unchecked") // the nodes produce records of these types
  public final <U, V> RDD<V> zipPartitions(
      RDDLike<U> other, FlatMapFunction2<Iterator<T>, Iterator<U>, V> function) {
    var untyped =
        (FlatMapFunction2<Iterator<Object>, Iterator<Object>, V>)
            (FlatMapFunction2<?, ?, V>) function;
    return new RDD<>(runner(), ZipNodes.zipPartitions(node(), other.node(), untyped));
  }
}

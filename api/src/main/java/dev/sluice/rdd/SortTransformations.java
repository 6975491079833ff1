package dev.sluice.rdd;

import dev.sluice.Partitioner;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.SortNodes;
import dev.sluice.runtime.RddRunner;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Transformations that put pairs into the order of their keys. A comparator must be {@link
 * Serializable}; without one keys must be {@link Comparable}. The partitions of the result, as many
 * as the default parallelism unless a number is given, are ranges of about the same size that
 * follow each other in order; each is sorted by a task of its own, in its memory. Equal keys are
 * all in one range, and their pairs in the order of the input.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class SortTransformations<K, V> extends JoinTransformations<K, V> {
  SortTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /** {@return the pairs in ascending order of their keys} */
  public PairRDD<K, V> sortByKey() {
    return sortByKey(true);
  }

  /**
   * Sorts the pairs by key.
   *
   * @param ascending whether the least key comes first
   * @return the sorted pairs
   */
  public PairRDD<K, V> sortByKey(boolean ascending) {
    return sortByKey(ascending, Partitioning.DEFAULT.count());
  }

  /**
   * Sorts the pairs by key.
   *
   * @param ascending whether the least key comes first
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return the sorted pairs
   */
  public PairRDD<K, V> sortByKey(boolean ascending, int numPartitions) {
    return sortByKey(SortNodes.natural(), ascending, numPartitions);
  }

  /**
   * Sorts the pairs by key, in ascending order.
   *
   * @param comparator the order of the keys
   * @return the sorted pairs
   */
  public PairRDD<K, V> sortByKey(Comparator<K> comparator) {
    return sortByKey(comparator, true);
  }

  /**
   * Sorts the pairs by key.
   *
   * @param comparator the order of the keys
   * @param ascending whether the least key comes first
   * @return the sorted pairs
   */
  public PairRDD<K, V> sortByKey(Comparator<K> comparator, boolean ascending) {
    return sortByKey(comparator, ascending, Partitioning.DEFAULT.count());
  }

  /**
   * Sorts the pairs by key.
   *
   * @param comparator the order of the keys
   * @param ascending whether the least key comes first
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return the sorted pairs
   */
  public PairRDD<K, V> sortByKey(Comparator<K> comparator, boolean ascending, int numPartitions) {
    return withNode(SortNodes.sortByKey(node(), comparator, ascending, numPartitions));
  }

  /**
   * Brings each key to its partition and sorts each partition by key, which needs no task that has
   * all pairs.
   *
   * @param partitioner says which partition a key belongs to
   * @return the pairs, each partition in ascending order of its keys
   */
  public PairRDD<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner) {
    return repartitionAndSortWithinPartitions(partitioner, SortNodes.natural());
  }

  /**
   * Brings each key to its partition and sorts each partition by key.
   *
   * @param partitioner says which partition a key belongs to
   * @param comparator the order of the keys
   * @return the pairs, each partition in order of its keys
   */
  public PairRDD<K, V> repartitionAndSortWithinPartitions(
      Partitioner partitioner, Comparator<K> comparator) {
    return withNode(SortNodes.sortWithin(partitionBy(partitioner).node(), comparator));
  }
}

package dev.sluice.rdd;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.runtime.RddRunner;

/**
 * Transformations that make one value of all values of a key. They combine before they send. A
 * {@code numPartitions} of 0 means the default parallelism; a {@link Partitioner} decides about the
 * partition of each key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class CombineTransformations<K, V> extends KeyTransformations<K, V> {
  CombineTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Reduces the values of each key to one.
   *
   * @param function associative and commutative
   * @return one pair a key
   */
  public PairRDD<K, V> reduceByKey(Function2<V, V, V> function) {
    return reduced(function, Partitioning.DEFAULT);
  }

  /**
   * Reduces the values of each key to one.
   *
   * @param function associative and commutative
   * @param numPartitions number of partitions of the result
   * @return one pair a key
   */
  public PairRDD<K, V> reduceByKey(Function2<V, V, V> function, int numPartitions) {
    return reduced(function, Partitioning.of(numPartitions));
  }

  /**
   * Reduces the values of each key to one.
   *
   * @param partitioner says which partition a key belongs to
   * @param function associative and commutative
   * @return one pair a key
   */
  public PairRDD<K, V> reduceByKey(Partitioner partitioner, Function2<V, V, V> function) {
    return reduced(function, Partitioning.of(partitioner));
  }

  /**
   * Combines the values of each key to one of another type.
   *
   * @param createCombiner makes a combined value of a key's first value
   * @param mergeValue adds a value to a combined one, which it may change and give back
   * @param mergeCombiners puts two combined values together, of which it may change the first
   * @param <C> type of the combined values
   * @return one pair a key
   */
  public <C> PairRDD<K, C> combineByKey(
      Function<V, C> createCombiner,
      Function2<C, V, C> mergeValue,
      Function2<C, C, C> mergeCombiners) {
    return combined(
        "combineByKey", createCombiner, mergeValue, mergeCombiners, Partitioning.DEFAULT);
  }

  /**
   * Combines the values of each key to one of another type.
   *
   * @param createCombiner makes a combined value of a key's first value
   * @param mergeValue adds a value to a combined one, which it may change and give back
   * @param mergeCombiners puts two combined values together, of which it may change the first
   * @param numPartitions number of partitions of the result
   * @param <C> type of the combined values
   * @return one pair a key
   */
  public <C> PairRDD<K, C> combineByKey(
      Function<V, C> createCombiner,
      Function2<C, V, C> mergeValue,
      Function2<C, C, C> mergeCombiners,
      int numPartitions) {
    return combined(
        "combineByKey", createCombiner, mergeValue, mergeCombiners, Partitioning.of(numPartitions));
  }

  /**
   * Combines the values of each key to one of another type.
   *
   * @param createCombiner makes a combined value of a key's first value
   * @param mergeValue adds a value to a combined one, which it may change and give back
   * @param mergeCombiners puts two combined values together, of which it may change the first
   * @param partitioner says which partition a key belongs to
   * @param <C> type of the combined values
   * @return one pair a key
   */
  public <C> PairRDD<K, C> combineByKey(
      Function<V, C> createCombiner,
      Function2<C, V, C> mergeValue,
      Function2<C, C, C> mergeCombiners,
      Partitioner partitioner) {
    return combined(
        "combineByKey", createCombiner, mergeValue, mergeCombiners, Partitioning.of(partitioner));
  }

  /**
   * Combines a neutral value and the values of each key to one.
   *
   * @param zero neutral value, serialisable; each key begins with a copy on each task
   * @param add adds a value to a combined one, which it may change and give back
   * @param merge puts two combined values together, of which it may change the first
   * @param <U> type of the combined values
   * @return one pair a key
   */
  public <U> PairRDD<K, U> aggregateByKey(
      U zero, Function2<U, V, U> add, Function2<U, U, U> merge) {
    return aggregated("aggregateByKey", zero, add, merge, Partitioning.DEFAULT);
  }

  /**
   * Combines a neutral value and the values of each key to one.
   *
   * @param zero neutral value, serialisable; each key begins with a copy on each task
   * @param numPartitions number of partitions of the result
   * @param add adds a value to a combined one, which it may change and give back
   * @param merge puts two combined values together, of which it may change the first
   * @param <U> type of the combined values
   * @return one pair a key
   */
  public <U> PairRDD<K, U> aggregateByKey(
      U zero, int numPartitions, Function2<U, V, U> add, Function2<U, U, U> merge) {
    return aggregated("aggregateByKey", zero, add, merge, Partitioning.of(numPartitions));
  }

  /**
   * Combines a neutral value and the values of each key to one.
   *
   * @param zero neutral value, serialisable; each key begins with a copy on each task
   * @param partitioner says which partition a key belongs to
   * @param add adds a value to a combined one, which it may change and give back
   * @param merge puts two combined values together, of which it may change the first
   * @param <U> type of the combined values
   * @return one pair a key
   */
  public <U> PairRDD<K, U> aggregateByKey(
      U zero, Partitioner partitioner, Function2<U, V, U> add, Function2<U, U, U> merge) {
    return aggregated("aggregateByKey", zero, add, merge, Partitioning.of(partitioner));
  }

  /**
   * Reduces a neutral value and the values of each key to one.
   *
   * @param zero neutral value, serialisable; each key begins with a copy on each task
   * @param function associative and commutative
   * @return one pair a key
   */
  public PairRDD<K, V> foldByKey(V zero, Function2<V, V, V> function) {
    return aggregated("foldByKey", zero, function, function, Partitioning.DEFAULT);
  }

  /**
   * Reduces a neutral value and the values of each key to one.
   *
   * @param zero neutral value, serialisable; each key begins with a copy on each task
   * @param numPartitions number of partitions of the result
   * @param function associative and commutative
   * @return one pair a key
   */
  public PairRDD<K, V> foldByKey(V zero, int numPartitions, Function2<V, V, V> function) {
    return aggregated("foldByKey", zero, function, function, Partitioning.of(numPartitions));
  }

  /**
   * Reduces a neutral value and the values of each key to one.
   *
   * @param zero neutral value, serialisable; each key begins with a copy on each task
   * @param partitioner says which partition a key belongs to
   * @param function associative and commutative
   * @return one pair a key
   */
  public PairRDD<K, V> foldByKey(V zero, Partitioner partitioner, Function2<V, V, V> function) {
    return aggregated("foldByKey", zero, function, function, Partitioning.of(partitioner));
  }

  private PairRDD<K, V> reduced(Function2<V, V, V> function, Partitioning partitioning) {
    return withNode(
        new ShuffleNode.ReduceByKeyNode(here("reduceByKey"), node(), function, partitioning));
  }

  private <U> PairRDD<K, U> aggregated(
      String operation,
      U zero,
      Function2<U, V, U> add,
      Function2<U, U, U> merge,
      Partitioning partitioning) {
    var zeros = Zero.of(zero, add);
    return combined(operation, value -> add.call(zeros.fresh(), value), add, merge, partitioning);
  }

  private <C> PairRDD<K, C> combined(
      String operation,
      Function<V, C> create,
      Function2<C, V, C> mergeValue,
      Function2<C, C, C> mergeCombiners,
      Partitioning partitioning) {
    return new PairRDD<>(
        runner(),
        new ShuffleNode.CombineByKeyNode(
            here(operation), node(), create, mergeValue, mergeCombiners, partitioning, true));
  }
}

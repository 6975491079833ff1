package dev.sluice.rdd;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.graph.JoinNodes;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.runtime.RddRunner;

/**
 * Transformations of pairs that leave their values alone or apart. A {@code numPartitions} of 0
 * means the default parallelism; a {@link Partitioner} decides about the partition of each key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class KeyTransformations<K, V> extends KeySamples<K, V> {
  KeyTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /** {@return the keys, one a pair} */
  public RDD<K> keys() {
    return map(Tuple2::_1);
  }

  /** {@return the values, one a pair} */
  public RDD<V> values() {
    return map(Tuple2::_2);
  }

  /**
   * Maps each value; the keys stay.
   *
   * @param function the function of the value
   * @param <W> type of the new values
   * @return the data set of the keys with their new values
   */
  public <W> PairRDD<K, W> mapValues(Function<V, W> function) {
    return new PairRDD<>(
        runner(), new NarrowNode.MapValuesNode(here("mapValues"), node(), function));
  }

  /**
   * Maps each value to any number; the keys stay.
   *
   * @param function the function of the value
   * @param <W> type of the new values
   * @return the data set of the keys, each with every one of its new values
   */
  public <W> PairRDD<K, W> flatMapValues(FlatMapFunction<V, W> function) {
    return new PairRDD<>(
        runner(), new NarrowNode.FlatMapValuesNode(here("flatMapValues"), node(), function));
  }

  /**
   * Brings each pair to its key's partition.
   *
   * @param partitioner says which partition a key belongs to
   * @return the pairs, where they belong
   */
  public PairRDD<K, V> partitionBy(Partitioner partitioner) {
    return withNode(
        new ShuffleNode.PartitionByNode(here("partitionBy"), node(), Partitioning.of(partitioner)));
  }

  /**
   * Groups the values of each key. All values of a key are in memory at once.
   *
   * @return one pair a key, with its values in no particular order
   */
  public PairRDD<K, Iterable<V>> groupByKey() {
    return groupedBy(Partitioning.DEFAULT);
  }

  /**
   * Groups the values of each key. All values of a key are in memory at once.
   *
   * @param numPartitions number of partitions of the result
   * @return one pair a key, with its values in no particular order
   */
  public PairRDD<K, Iterable<V>> groupByKey(int numPartitions) {
    return groupedBy(Partitioning.of(numPartitions));
  }

  /**
   * Groups the values of each key. All values of a key are in memory at once.
   *
   * @param partitioner says which partition a key belongs to
   * @return one pair a key, with its values in no particular order
   */
  public PairRDD<K, Iterable<V>> groupByKey(Partitioner partitioner) {
    return groupedBy(Partitioning.of(partitioner));
  }

  /**
   * Gives the pairs whose keys the other data set lacks.
   *
   * @param other the other data set
   * @param <W> type of the values of the other one
   * @return these pairs
   */
  public <W> PairRDD<K, V> subtractByKey(PairRDD<K, W> other) {
    return subtracted(other, Partitioning.DEFAULT);
  }

  /**
   * Gives the pairs whose keys the other data set lacks.
   *
   * @param other the other data set
   * @param numPartitions number of partitions of the result
   * @param <W> type of the values of the other one
   * @return these pairs
   */
  public <W> PairRDD<K, V> subtractByKey(PairRDD<K, W> other, int numPartitions) {
    return subtracted(other, Partitioning.of(numPartitions));
  }

  /**
   * Gives the pairs whose keys the other data set lacks.
   *
   * @param other the other data set
   * @param partitioner says which partition a key belongs to
   * @param <W> type of the values of the other one
   * @return these pairs
   */
  public <W> PairRDD<K, V> subtractByKey(PairRDD<K, W> other, Partitioner partitioner) {
    return subtracted(other, Partitioning.of(partitioner));
  }

  private PairRDD<K, Iterable<V>> groupedBy(Partitioning partitioning) {
    return new PairRDD<>(runner(), JoinNodes.group("groupByKey", node(), partitioning));
  }

  private PairRDD<K, V> subtracted(PairRDD<K, ?> other, Partitioning partitioning) {
    return withNode(JoinNodes.subtract("subtractByKey", node(), other.node(), partitioning));
  }
}

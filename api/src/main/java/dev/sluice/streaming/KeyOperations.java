package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.JoinNodes;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.rdd.PairRDD;

/**
 * Transformations of the pairs of each batch by their keys. A {@code numPartitions} of 0 means the
 * default parallelism; a {@link Partitioner} decides about the partition of each key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class KeyOperations<K, V>
    extends DStreamLike<Tuple2<K, V>, PairRDD<K, V>, PairDStream<K, V>> {
  KeyOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /** {@return this stream as one of tuples} */
  public DStream<Tuple2<K, V>> toDStream() {
    return new DStream<>(context(), node());
  }

  /**
   * Maps each value; the keys stay.
   *
   * @param function the function of the value
   * @param <W> type of the new values
   * @return the stream of the keys with their new values
   */
  public <W> PairDStream<K, W> mapValues(Function<V, W> function) {
    return new PairDStream<>(
        context(), new NarrowNode.MapValuesNode(here("mapValues"), node(), function));
  }

  /**
   * Maps each value to any number; the keys stay.
   *
   * @param function the function of the value
   * @param <W> type of the new values
   * @return the stream of the keys, each with every one of its new values
   */
  public <W> PairDStream<K, W> flatMapValues(FlatMapFunction<V, W> function) {
    return new PairDStream<>(
        context(), new NarrowNode.FlatMapValuesNode(here("flatMapValues"), node(), function));
  }

  /**
   * Groups the values of each key in each batch. All values of a key are in memory at once; {@link
   * #reduceByKey} and {@link #combineByKey} need less of it and send less.
   *
   * @return one pair a key of the batch, with its values in no particular order
   */
  public PairDStream<K, Iterable<V>> groupByKey() {
    return groupByKey(Partitioning.DEFAULT);
  }

  /**
   * Groups the values of each key in each batch; see {@link #groupByKey()}.
   *
   * @param numPartitions number of partitions of the result
   * @return one pair a key of the batch
   */
  public PairDStream<K, Iterable<V>> groupByKey(int numPartitions) {
    return groupByKey(Partitioning.of(numPartitions));
  }

  /**
   * Groups the values of each key in each batch; see {@link #groupByKey()}.
   *
   * @param partitioner says which partition a key belongs to
   * @return one pair a key of the batch
   */
  public PairDStream<K, Iterable<V>> groupByKey(Partitioner partitioner) {
    return groupByKey(Partitioning.of(partitioner));
  }

  /**
   * Reduces the values of each key in each batch to one.
   *
   * @param function associative and commutative
   * @return one pair a key of the batch
   */
  public PairDStream<K, V> reduceByKey(Function2<V, V, V> function) {
    return reduceByKey(function, Partitioning.DEFAULT);
  }

  /**
   * Reduces the values of each key in each batch to one.
   *
   * @param function associative and commutative
   * @param numPartitions number of partitions of the result
   * @return one pair a key of the batch
   */
  public PairDStream<K, V> reduceByKey(Function2<V, V, V> function, int numPartitions) {
    return reduceByKey(function, Partitioning.of(numPartitions));
  }

  /**
   * Reduces the values of each key in each batch to one.
   *
   * @param function associative and commutative
   * @param partitioner says which partition a key belongs to
   * @return one pair a key of the batch
   */
  public PairDStream<K, V> reduceByKey(Function2<V, V, V> function, Partitioner partitioner) {
    return reduceByKey(function, Partitioning.of(partitioner));
  }

  /**
   * Combines the values of each key in each batch to one of another type. Values are combined
   * before they are sent.
   *
   * @param createCombiner makes a combined value of a key's first value
   * @param mergeValue adds a value to a combined one, which it may change and give back
   * @param mergeCombiners puts two combined values together, of which it may change the first
   * @param partitioner says which partition a key belongs to
   * @param <C> type of the combined values
   * @return one pair a key of the batch
   */
  public <C> PairDStream<K, C> combineByKey(
      Function<V, C> createCombiner,
      Function2<C, V, C> mergeValue,
      Function2<C, C, C> mergeCombiners,
      Partitioner partitioner) {
    return combineByKey(createCombiner, mergeValue, mergeCombiners, partitioner, true);
  }

  /**
   * Combines the values of each key in each batch to one of another type.
   *
   * @param createCombiner makes a combined value of a key's first value
   * @param mergeValue adds a value to a combined one, which it may change and give back
   * @param mergeCombiners puts two combined values together, of which it may change the first
   * @param partitioner says which partition a key belongs to
   * @param mapSideCombine whether values are combined before they are sent
   * @param <C> type of the combined values
   * @return one pair a key of the batch
   */
  public <C> PairDStream<K, C> combineByKey(
      Function<V, C> createCombiner,
      Function2<C, V, C> mergeValue,
      Function2<C, C, C> mergeCombiners,
      Partitioner partitioner,
      boolean mapSideCombine) {
    return new PairDStream<>(
        context(),
        new ShuffleNode.CombineByKeyNode(
            here("combineByKey"),
            node(),
            createCombiner,
            mergeValue,
            mergeCombiners,
            Partitioning.of(partitioner),
            mapSideCombine));
  }

  private PairDStream<K, Iterable<V>> groupByKey(Partitioning partitioning) {
    return new PairDStream<>(context(), JoinNodes.group("groupByKey", node(), partitioning));
  }

  private PairDStream<K, V> reduceByKey(Function2<V, V, V> function, Partitioning partitioning) {
    return withNode(
        new ShuffleNode.ReduceByKeyNode(here("reduceByKey"), node(), function, partitioning));
  }
}

package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.ShuffleNode;

/**
 * Transformations of the pairs of each batch by their keys.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class KeyOperations<K, V> extends DStreamLike<Tuple2<K, V>, PairDStream<K, V>> {
  KeyOperations(StreamingContext context, Node node) {
    super(context, node);
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
   * Reduces the values of each key in each batch to one.
   *
   * @param function associative and commutative
   * @return one pair a key of the batch
   */
  public PairDStream<K, V> reduceByKey(Function2<V, V, V> function) {
    return reduceByKey(function, 0);
  }

  /**
   * Reduces the values of each key in each batch to one.
   *
   * @param function associative and commutative
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return one pair a key of the batch
   */
  public PairDStream<K, V> reduceByKey(Function2<V, V, V> function, int numPartitions) {
    requirePartitions(numPartitions);
    return withNode(
        new ShuffleNode.ReduceByKeyNode(here("reduceByKey"), node(), function, numPartitions));
  }

  static void requirePartitions(int numPartitions) {
    if (numPartitions < 0 || numPartitions > 65_536) {
      throw new IllegalArgumentException(
          "numPartitions must be from 1 to 65536, or 0 for the default parallelism: "
              + numPartitions);
    }
  }
}

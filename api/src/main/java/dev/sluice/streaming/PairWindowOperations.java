package dev.sluice.streaming;

import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import java.time.Duration;

/**
 * Transformations of the pairs of the last batches by their keys.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class PairWindowOperations<K, V> extends StateOperations<K, V> {
  PairWindowOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Reduces the values of each key over a window that slides with every batch.
   *
   * @param function associative and commutative
   * @param windowDuration length of the window, a multiple of the batch interval
   * @return one pair a key of the window
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function, Duration windowDuration) {
    return reduceByKeyAndWindow(function, windowDuration, context().batchInterval());
  }

  /**
   * Reduces the values of each key over a sliding window.
   *
   * @param function associative and commutative
   * @param windowDuration length of the window, a multiple of the batch interval
   * @param slideDuration how often it is given, a multiple of the batch interval
   * @return one pair a key of the window
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function, Duration windowDuration, Duration slideDuration) {
    return reduceByKey(function).window(windowDuration, slideDuration).reduceByKey(function);
  }
}

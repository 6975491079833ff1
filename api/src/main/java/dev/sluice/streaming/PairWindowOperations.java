package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.JoinNodes;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.graph.WindowedNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Transformations of the pairs of the last batches by their keys; see {@link #window} for what a
 * window is.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class PairWindowOperations<K, V> extends StateOperations<K, V> {
  PairWindowOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Reduces the values of each key over a window that has the slide of this stream.
   *
   * @param function associative and commutative; may change its first argument only
   * @param windowDuration length of the window
   * @return one pair a key of the window
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function, Duration windowDuration) {
    return reduceByKeyAndWindow(function, windowDuration, slideDuration());
  }

  /**
   * Reduces the values of each key over a sliding window.
   *
   * @param function associative and commutative; may change its first argument only
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return one pair a key of the window
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function, Duration windowDuration, Duration slideDuration) {
    return reduceByKeyAndWindow(function, windowDuration, slideDuration, 0);
  }

  /**
   * Reduces the values of each key over a sliding window.
   *
   * @param function associative and commutative; may change its first argument only
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return one pair a key of the window
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function,
      Duration windowDuration,
      Duration slideDuration,
      int numPartitions) {
    return reduced(function, windowDuration, slideDuration, Partitioning.of(numPartitions));
  }

  /**
   * Reduces the values of each key over a sliding window.
   *
   * @param function associative and commutative; may change its first argument only
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param partitioner says which partition a key belongs to
   * @return one pair a key of the window
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function,
      Duration windowDuration,
      Duration slideDuration,
      Partitioner partitioner) {
    return reduced(function, windowDuration, slideDuration, Partitioning.of(partitioner));
  }

  /**
   * Reduces the values of each key over a sliding window, from those of the window before: what
   * entered is added, what left is taken out. The work of a slide depends on these and not on the
   * length of the window. Needs a checkpoint directory.
   *
   * <p>A key that was seen once stays, with what the inverse function leaves of it; the forms with
   * a filter can drop it.
   *
   * @param function associative and commutative; may change its first argument only
   * @param inverse takes its second argument out of its first one, so that {@code
   *     inverse(function(x, y), y)} is {@code x}; may change its first argument only
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return one pair a key seen so far
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function,
      Function2<V, V, V> inverse,
      Duration windowDuration,
      Duration slideDuration) {
    return inverse(function, inverse, windowDuration, slideDuration, 0, Optional.empty());
  }

  /**
   * Reduces the values of each key over a sliding window, from those of the window before; see
   * {@link #reduceByKeyAndWindow(Function2, Function2, Duration, Duration)}.
   *
   * @param function associative and commutative; may change its first argument only
   * @param inverse takes its second argument out of its first one
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @param filter a pair that it refuses is neither given nor known any more
   * @return one pair a key that the filter lets through
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function,
      Function2<V, V, V> inverse,
      Duration windowDuration,
      Duration slideDuration,
      int numPartitions,
      Function<Tuple2<K, V>, Boolean> filter) {
    return inverse(
        function, inverse, windowDuration, slideDuration, numPartitions, Optional.of(filter));
  }

  /**
   * Reduces the values of each key over a sliding window, from those of the window before; see
   * {@link #reduceByKeyAndWindow(Function2, Function2, Duration, Duration)}.
   *
   * @param function associative and commutative; may change its first argument only
   * @param inverse takes its second argument out of its first one
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param partitioner gives the number of partitions; a key's place is the engine's choice, as for
   *     all state
   * @param filter a pair that it refuses is neither given nor known any more
   * @return one pair a key that the filter lets through
   */
  public PairDStream<K, V> reduceByKeyAndWindow(
      Function2<V, V, V> function,
      Function2<V, V, V> inverse,
      Duration windowDuration,
      Duration slideDuration,
      Partitioner partitioner,
      Function<Tuple2<K, V>, Boolean> filter) {
    var partitions = Partitioning.of(partitioner).count();
    return inverse(
        function, inverse, windowDuration, slideDuration, partitions, Optional.of(filter));
  }

  /**
   * Groups the values of each key over a window that has the slide of this stream. All values of
   * the window are in memory at once.
   *
   * @param windowDuration length of the window
   * @return one pair a key of the window, with its values
   */
  public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration windowDuration) {
    return groupByKeyAndWindow(windowDuration, slideDuration());
  }

  /**
   * Groups the values of each key over a sliding window; see {@link
   * #groupByKeyAndWindow(Duration)}.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return one pair a key of the window, with its values
   */
  public PairDStream<K, Iterable<V>> groupByKeyAndWindow(
      Duration windowDuration, Duration slideDuration) {
    return grouped(windowDuration, slideDuration, Partitioning.DEFAULT);
  }

  /**
   * Groups the values of each key over a sliding window; see {@link
   * #groupByKeyAndWindow(Duration)}.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param numPartitions number of partitions of the result
   * @return one pair a key of the window, with its values
   */
  public PairDStream<K, Iterable<V>> groupByKeyAndWindow(
      Duration windowDuration, Duration slideDuration, int numPartitions) {
    return grouped(windowDuration, slideDuration, Partitioning.of(numPartitions));
  }

  /**
   * Groups the values of each key over a sliding window; see {@link
   * #groupByKeyAndWindow(Duration)}.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param partitioner says which partition a key belongs to
   * @return one pair a key of the window, with its values
   */
  public PairDStream<K, Iterable<V>> groupByKeyAndWindow(
      Duration windowDuration, Duration slideDuration, Partitioner partitioner) {
    return grouped(windowDuration, slideDuration, Partitioning.of(partitioner));
  }

  private PairDStream<K, V> inverse(
      Function2<V, V, V> function,
      Function2<V, V, V> inverse,
      Duration windowDuration,
      Duration slideDuration,
      int numPartitions,
      Optional<Function<Tuple2<K, V>, Boolean>> filter) {
    requireWindow("reduceByKeyAndWindow", windowDuration, slideDuration);
    return withNode(
        new WindowedNode.InverseWindowNode(
            here("reduceByKeyAndWindow"),
            reduceByKey(function, numPartitions).node(),
            function,
            inverse,
            filter.map(predicate -> predicate),
            windowDuration.toMillis(),
            slideDuration.toMillis()));
  }

  private PairDStream<K, V> reduced(
      Function2<V, V, V> function,
      Duration windowDuration,
      Duration slideDuration,
      Partitioning partitioning) {
    requireWindow("reduceByKeyAndWindow", windowDuration, slideDuration);
    var batches =
        new ShuffleNode.ReduceByKeyNode(
            here("reduceByKeyAndWindow"), node(), function, partitioning);
    return withNode(
        new WindowedNode.ReducedWindowNode(
            here("reduceByKeyAndWindow"),
            batches,
            function,
            windowDuration.toMillis(),
            slideDuration.toMillis()));
  }

  /** Each pair travels once, when its batch comes, and not with every window that has it. */
  private PairDStream<K, Iterable<V>> grouped(
      Duration windowDuration, Duration slideDuration, Partitioning partitioning) {
    requireWindow("groupByKeyAndWindow", windowDuration, slideDuration);
    var placed = new ShuffleNode.PartitionByNode(here("groupByKeyAndWindow"), node(), partitioning);
    var window =
        new WindowedNode.WindowNode(
            here("groupByKeyAndWindow"),
            placed,
            windowDuration.toMillis(),
            slideDuration.toMillis());
    return new PairDStream<K, Iterable<V>>(
            context(), JoinNodes.group("groupByKeyAndWindow", window, partitioning))
        .withStateOf(window);
  }
}

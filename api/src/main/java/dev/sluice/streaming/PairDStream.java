package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.VoidFunction;
import dev.sluice.function.VoidFunction2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.PairRDD;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stream of pairs: one data set a batch.
 *
 * <p>Keys must have {@code equals} and a {@code hashCode} that is the same in every JVM; arrays and
 * enums have none and are refused.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class PairDStream<K, V> extends DStreamLike<Tuple2<K, V>, PairDStream<K, V>> {
  PairDStream(StreamingContext context, Node node) {
    super(context, node);
  }

  @Override
  PairDStream<K, V> withNode(Node next) {
    return new PairDStream<>(streamingContext(), next);
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
        streamingContext(), new Node.MapValuesNode(here("mapValues"), node(), function));
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
    return withNode(new Node.ReduceByKeyNode(here("reduceByKey"), node(), function, numPartitions));
  }

  /**
   * Keeps a state for each key. In every batch the function is called for every key that has a
   * state or values; values are in no particular order between partitions.
   *
   * @param function gets the batch's values (empty for none) and the state before, gives the state
   *     after; empty removes the key
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function2<List<V>, Optional<S>, Optional<S>> function) {
    return updateStateByKey(function, 0);
  }

  /**
   * Keeps a state for each key; see {@link #updateStateByKey(Function2)}.
   *
   * @param function gets the batch's values and the state before, gives the state after
   * @param numPartitions number of partitions of the state; 0 for the default parallelism
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function2<List<V>, Optional<S>, Optional<S>> function, int numPartitions) {
    requirePartitions(numPartitions);
    return new PairDStream<>(
        streamingContext(),
        new Node.UpdateStateNode(here("updateStateByKey"), node(), function, numPartitions));
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
    return reduceByKeyAndWindow(function, windowDuration, streamingContext().batchInterval());
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

  /**
   * Calls a function on the driver with the data set of each batch.
   *
   * @param function the function; what it calls on the data set runs on the executors
   */
  public void foreachRDD(VoidFunction<PairRDD<K, V>> function) {
    foreachRDD((rdd, time) -> function.call(rdd));
  }

  /**
   * Calls a function on the driver with the data set of each batch and the batch's time.
   *
   * @param function the function; what it calls on the data set runs on the executors
   */
  public void foreachRDD(VoidFunction2<PairRDD<K, V>, Time> function) {
    var context = streamingContext();
    context.addOutput(
        new Output.ForeachRdd(
            here("foreachRDD"),
            node(),
            (rdd, time) -> function.call(new PairRDD<>(context.runner(), rdd.node()), time)));
  }

  private static void requirePartitions(int numPartitions) {
    if (numPartitions < 0 || numPartitions > 65_536) {
      throw new IllegalArgumentException(
          "numPartitions must be from 1 to 65536, or 0 for the default parallelism: "
              + numPartitions);
    }
  }
}

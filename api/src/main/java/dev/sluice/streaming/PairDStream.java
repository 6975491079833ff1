package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.VoidFunction;
import dev.sluice.function.VoidFunction2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.PairRDD;
import java.util.List;

/**
 * A stream of pairs: one data set a batch.
 *
 * <p>Keys must have {@code equals} and a {@code hashCode} that is the same in every JVM; arrays and
 * enums have none and are refused.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class PairDStream<K, V> extends PairWindowOperations<K, V> {
  PairDStream(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Takes a stream of tuples as one of pairs.
   *
   * @param stream the stream
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the same stream
   */
  public static <K, V> PairDStream<K, V> fromDStream(DStream<Tuple2<K, V>> stream) {
    return new PairDStream<>(stream.context(), stream.node());
  }

  @Override
  PairDStream<K, V> withNode(Node next) {
    return new PairDStream<>(context(), next);
  }

  @Override
  PairRDD<K, V> dataSet(Node batch) {
    return new PairRDD<>(context().runner(), batch);
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
    var context = context();
    context.addOutput(
        new Output.ForeachRdd(
            here("foreachRDD"),
            node(),
            (rdd, time) -> function.call(new PairRDD<>(context.runner(), rdd.node()), time)));
  }

  /**
   * Gives the data sets of the batches between two times, each rounded down to the stream's slide.
   * They can be used while the batches are kept: see {@link StreamingContext#remember} and {@code
   * persist}.
   *
   * @param from the time of the first batch
   * @param to the time of the last batch
   * @return the data sets in order of time; times up to the job's zero time have none
   * @throws IllegalStateException if the context was not started, or a batch is not kept
   */
  public List<PairRDD<K, V>> slice(Time from, Time to) {
    return sliceNodes(from, to).stream()
        .map(node -> new PairRDD<K, V>(context().runner(), node))
        .toList();
  }

  /**
   * Gives the data sets of the batches in an interval; see {@link #slice(Time, Time)}.
   *
   * @param interval the times of the first and the last batch
   * @return the data sets in order of time
   */
  public List<PairRDD<K, V>> slice(Interval interval) {
    return slice(interval.beginTime(), interval.endTime());
  }
}

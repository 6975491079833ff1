package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.VoidFunction;
import dev.sluice.function.VoidFunction2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.PairRDD;

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

  @Override
  PairDStream<K, V> withNode(Node next) {
    return new PairDStream<>(context(), next);
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
}

package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.VoidFunction;
import dev.sluice.function.VoidFunction2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.RDD;

/**
 * A stream of records: one data set a batch.
 *
 * @param <T> type of the records
 */
public final class DStream<T> extends DStreamLike<T, DStream<T>> {
  DStream(StreamingContext context, Node node) {
    super(context, node);
  }

  @Override
  DStream<T> withNode(Node next) {
    return new DStream<>(context(), next);
  }

  /**
   * Calls a function on the driver with the data set of each batch.
   *
   * @param function the function; what it calls on the data set runs on the executors
   */
  public void foreachRDD(VoidFunction<RDD<T>> function) {
    foreachRDD((rdd, time) -> function.call(rdd));
  }

  /**
   * Calls a function on the driver with the data set of each batch and the batch's time.
   *
   * @param function the function; what it calls on the data set runs on the executors
   */
  @SuppressWarnings("unchecked") // the stream's node produces records of type T
  public void foreachRDD(VoidFunction2<RDD<T>, Time> function) {
    context()
        .addOutput(
            new Output.ForeachRdd(
                here("foreachRDD"),
                node(),
                (rdd, time) -> function.call((RDD<T>) (RDD<?>) rdd, time)));
  }
}

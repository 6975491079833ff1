package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.VoidFunction;
import dev.sluice.function.VoidFunction2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.RDD;
import java.util.List;

/**
 * A stream of records: one data set a batch.
 *
 * @param <T> type of the records
 */
public class DStream<T> extends DStreamLike<T, RDD<T>, DStream<T>> {
  DStream(StreamingContext context, Node node) {
    super(context, node);
  }

  @Override
  DStream<T> withNode(Node next) {
    return new DStream<>(context(), next);
  }

  @Override
  RDD<T> dataSet(Node batch) {
    return new RDD<>(context().runner(), batch);
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
  public List<RDD<T>> slice(Time from, Time to) {
    return sliceNodes(from, to).stream().map(node -> new RDD<T>(context().runner(), node)).toList();
  }

  /**
   * Gives the data sets of the batches in an interval; see {@link #slice(Time, Time)}.
   *
   * @param interval the times of the first and the last batch
   * @return the data sets in order of time
   */
  public List<RDD<T>> slice(Interval interval) {
    return slice(interval.beginTime(), interval.endTime());
  }
}

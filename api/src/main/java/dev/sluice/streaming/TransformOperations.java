package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.Function3;
import dev.sluice.graph.Node;
import dev.sluice.graph.TransformNode;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDD;
import dev.sluice.rdd.RDDLike;
import java.util.List;

/**
 * Transformations by a function of each batch's data set.
 *
 * <p>The function is called on the driver, once for each batch, in order of the batches, by a
 * thread of its own: it may look at what changes from batch to batch, such as a list that another
 * thread refreshes. Only what it gives to the transformations of the data set is shipped to the
 * executors. After a failure of the driver it is called again for the batches since the newest
 * checkpoint. An exception or a null result ends the job.
 *
 * @param <T> type of the records
 * @param <R> the data set's own type
 * @param <S> the stream's own type
 */
abstract class TransformOperations<T, R extends RDDLike<T>, S extends TransformOperations<T, R, S>>
    extends WindowOperations<T, S> {
  TransformOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  abstract R dataSet(Node node);

  /**
   * Transforms the data set of each batch.
   *
   * @param function called on the driver for each batch
   * @param <U> type of the results
   * @return the stream of the results
   */
  public final <U> DStream<U> transform(Function<R, RDD<U>> function) {
    return transform((rdd, time) -> function.call(rdd));
  }

  /**
   * Transforms the data set of each batch.
   *
   * @param function called on the driver for each batch, with its time
   * @param <U> type of the results
   * @return the stream of the results
   */
  public final <U> DStream<U> transform(Function2<R, Time, RDD<U>> function) {
    return new DStream<>(context(), one("transform", function));
  }

  /**
   * Transforms the data set of each batch into one of pairs.
   *
   * @param function called on the driver for each batch
   * @param <K2> type of the keys
   * @param <V2> type of the values
   * @return the stream of the pairs
   */
  public final <K2, V2> PairDStream<K2, V2> transformToPair(Function<R, PairRDD<K2, V2>> function) {
    return transformToPair((rdd, time) -> function.call(rdd));
  }

  /**
   * Transforms the data set of each batch into one of pairs.
   *
   * @param function called on the driver for each batch, with its time
   * @param <K2> type of the keys
   * @param <V2> type of the values
   * @return the stream of the pairs
   */
  public final <K2, V2> PairDStream<K2, V2> transformToPair(
      Function2<R, Time, PairRDD<K2, V2>> function) {
    return new PairDStream<>(context(), one("transformToPair", function));
  }

  /**
   * Transforms the data sets of each batch of this stream and another one of the same slide.
   *
   * @param other the other stream, of the same context
   * @param function called on the driver for each batch, with its time
   * @param <U> type of the other stream's records
   * @param <W> type of the results
   * @return the stream of the results
   */
  public final <U, W> DStream<W> transformWith(
      DStream<U> other, Function3<R, RDD<U>, Time, RDD<W>> function) {
    return new DStream<>(context(), two("transformWith", other, function));
  }

  /**
   * Transforms the data sets of each batch of this stream and one of pairs, of the same slide.
   *
   * @param other the other stream, of the same context
   * @param function called on the driver for each batch, with its time
   * @param <K2> type of the other stream's keys
   * @param <V2> type of the other stream's values
   * @param <W> type of the results
   * @return the stream of the results
   */
  public final <K2, V2, W> DStream<W> transformWith(
      PairDStream<K2, V2> other, Function3<R, PairRDD<K2, V2>, Time, RDD<W>> function) {
    return new DStream<>(context(), two("transformWith", other, function));
  }

  /**
   * Transforms the data sets of each batch of this stream and another one into one of pairs.
   *
   * @param other the other stream, of the same context and slide
   * @param function called on the driver for each batch, with its time
   * @param <U> type of the other stream's records
   * @param <K2> type of the keys
   * @param <V2> type of the values
   * @return the stream of the pairs
   */
  public final <U, K2, V2> PairDStream<K2, V2> transformWithToPair(
      DStream<U> other, Function3<R, RDD<U>, Time, PairRDD<K2, V2>> function) {
    return new PairDStream<>(context(), two("transformWithToPair", other, function));
  }

  /**
   * Transforms the data sets of each batch of this stream and one of pairs into one of pairs.
   *
   * @param other the other stream, of the same context and slide
   * @param function called on the driver for each batch, with its time
   * @param <K2> type of the other stream's keys
   * @param <V2> type of the other stream's values
   * @param <K3> type of the keys
   * @param <V3> type of the values
   * @return the stream of the pairs
   */
  public final <K2, V2, K3, V3> PairDStream<K3, V3> transformWithToPair(
      PairDStream<K2, V2> other, Function3<R, PairRDD<K2, V2>, Time, PairRDD<K3, V3>> function) {
    return new PairDStream<>(context(), two("transformWithToPair", other, function));
  }

  private TransformNode one(String operation, Function2<R, Time, ? extends RDDLike<?>> function) {
    return new TransformNode(
        here(operation),
        List.of(node()),
        (batch, time) -> function.call(dataSet(batch.get(0)), time));
  }

  private <T2, R2 extends RDDLike<T2>> TransformNode two(
      String operation,
      TransformOperations<T2, R2, ?> other,
      Function3<R, R2, Time, ? extends RDDLike<?>> function) {
    requireSameSlide(operation, other);
    return new TransformNode(
        here(operation),
        List.of(node(), other.node()),
        (batch, time) -> function.call(dataSet(batch.get(0)), other.dataSet(batch.get(1)), time));
  }
}

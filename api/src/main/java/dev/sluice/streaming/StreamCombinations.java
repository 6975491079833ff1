package dev.sluice.streaming;

import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDD;
import dev.sluice.rdd.RDDLike;
import dev.sluice.runtime.JobRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The streams that a context can make of several others. */
abstract class StreamCombinations extends InputStreams {
  abstract JobRun job();

  /** {@return the batch interval} */
  public abstract Duration batchInterval();

  /**
   * Puts streams together.
   *
   * @param streams one or more, of this context and with the same slide
   * @param <T> type of the records
   * @return the stream of all, with each batch's records in order of the streams
   */
  @SafeVarargs
  public final <T> DStream<T> union(DStream<T>... streams) {
    var all = new ArrayList<DStream<T>>();
    for (var stream : streams) {
      all.add(stream);
    }
    return new DStream<>(self(), unionOf(all));
  }

  /**
   * Puts streams of pairs together.
   *
   * @param streams one or more, of this context and with the same slide
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of all, with each batch's pairs in order of the streams
   */
  @SafeVarargs
  public final <K, V> PairDStream<K, V> union(PairDStream<K, V>... streams) {
    var all = new ArrayList<PairDStream<K, V>>();
    for (var stream : streams) {
      all.add(stream);
    }
    return new PairDStream<>(self(), unionOf(all));
  }

  private UnionNode unionOf(List<? extends StreamHandle<?, ?>> streams) {
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("union needs at least one stream");
    }
    for (var stream : streams) {
      if (stream.context() != self()) {
        throw new IllegalArgumentException("union needs streams of this context");
      }
      streams.get(0).requireSameSlide("union", stream);
    }
    var nodes = streams.stream().<Node>map(StreamHandle::node).toList();
    return new UnionNode(NodeInfo.here("union"), nodes);
  }

  /**
   * Makes a stream by a function of the data sets of several streams in each batch; see {@link
   * DStream#transform(Function2)}.
   *
   * @param dstreams the streams, of this context and the same slide; at least one
   * @param function called on the driver for each batch, with its time
   * @param <T> type of the results
   * @return the stream of the results
   */
  public <T> DStream<T> transform(
      List<DStream<?>> dstreams, Function2<List<RDD<?>>, Time, RDD<T>> function) {
    return new DStream<>(self(), transformed("transform", dstreams, function));
  }

  /**
   * Makes a stream of pairs by a function of the data sets of several streams in each batch.
   *
   * @param dstreams the streams, of this context and the same slide; at least one
   * @param function called on the driver for each batch, with its time
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of the pairs
   */
  public <K, V> PairDStream<K, V> transformToPair(
      List<DStream<?>> dstreams, Function2<List<RDD<?>>, Time, PairRDD<K, V>> function) {
    return new PairDStream<>(self(), transformed("transformToPair", dstreams, function));
  }

  private TransformNode transformed(
      String operation,
      List<DStream<?>> dstreams,
      Function2<List<RDD<?>>, Time, ? extends RDDLike<?>> function) {
    if (dstreams.isEmpty() || dstreams.stream().anyMatch(stream -> stream.context() != self())) {
      throw new IllegalArgumentException(
          operation + " needs streams of this context, at least one");
    }
    return new TransformNode(
            NodeInfo.here(operation),
            dstreams.stream().map(DStream::node).toList(),
            (batch, time) ->
                function.call(
                    batch.stream().<RDD<?>>map(node -> new RDD<>(job(), node)).toList(), time))
        .requireSameSlide(batchInterval().toMillis());
  }
}

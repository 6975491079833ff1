package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.PairFlatMapFunction;
import dev.sluice.function.PairFunction;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.UnionNode;
import java.util.Iterator;
import java.util.List;

/**
 * Transformations of the records of each batch, one by one or partition by partition.
 *
 * @param <T> type of the records
 * @param <S> the stream's own type
 */
abstract class NarrowOperations<T, S extends NarrowOperations<T, S>> extends StreamHandle<T, S> {
  NarrowOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Maps each record to one.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> map(Function<T, R> function) {
    return new DStream<>(context(), new NarrowNode.MapNode(here("map"), node(), function));
  }

  /**
   * Maps each record to any number.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> flatMap(FlatMapFunction<T, R> function) {
    return new DStream<>(context(), new NarrowNode.FlatMapNode(here("flatMap"), node(), function));
  }

  /**
   * Maps each partition of each batch.
   *
   * @param function the function of the partition's iterator
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> mapPartitions(FlatMapFunction<Iterator<T>, R> function) {
    return new DStream<>(
        context(), new NarrowNode.MapPartitionsNode(here("mapPartitions"), node(), function));
  }

  /**
   * Maps each partition of each batch.
   *
   * @param function the function of the partition's iterator
   * @param preservesPartitioning whether the records are pairs and the function leaves each key in
   *     its partition, which saves a later exchange by key; a wrong {@code true} gives wrong
   *     results
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> mapPartitions(
      FlatMapFunction<Iterator<T>, R> function, boolean preservesPartitioning) {
    return new DStream<>(
        context(),
        new NarrowNode.MapPartitionsNode(
            here("mapPartitions"), node(), function, preservesPartitioning));
  }

  /**
   * Maps each partition of each batch to pairs.
   *
   * @param function the function of the partition's iterator
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of the pairs
   */
  public final <K, V> PairDStream<K, V> mapPartitionsToPair(
      PairFlatMapFunction<Iterator<T>, K, V> function) {
    return new PairDStream<>(
        context(),
        new NarrowNode.MapPartitionsNode(
            here("mapPartitionsToPair"),
            node(),
            (FlatMapFunction<Iterator<T>, Tuple2<K, V>>) records -> function.call(records)));
  }

  /**
   * Maps each record to a pair.
   *
   * @param function the function
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of the pairs
   */
  public final <K, V> PairDStream<K, V> mapToPair(PairFunction<T, K, V> function) {
    return new PairDStream<>(
        context(),
        new NarrowNode.MapNode(
            here("mapToPair"),
            node(),
            (Function<T, Tuple2<K, V>>) record -> function.call(record)));
  }

  /**
   * Maps each record to any number of pairs.
   *
   * @param function the function
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of the pairs
   */
  public final <K, V> PairDStream<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> function) {
    return new PairDStream<>(
        context(),
        new NarrowNode.FlatMapNode(
            here("flatMapToPair"),
            node(),
            (FlatMapFunction<T, Tuple2<K, V>>) record -> function.call(record)));
  }

  /**
   * Keeps the records for which a function says so.
   *
   * @param function the predicate
   * @return the stream of the records kept
   */
  public final S filter(Function<T, Boolean> function) {
    return withNode(new NarrowNode.FilterNode(here("filter"), node(), function));
  }

  /**
   * Adds the records of another stream of the same slide.
   *
   * @param other the other stream, of the same context
   * @return the stream of both, this one's records first
   */
  public final S union(S other) {
    requireSameSlide("union", other);
    return withNode(new UnionNode(here("union"), List.of(node(), other.node())));
  }
}

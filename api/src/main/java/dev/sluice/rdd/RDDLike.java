package dev.sluice.rdd;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.PairFlatMapFunction;
import dev.sluice.function.PairFunction;
import dev.sluice.graph.JoinNodes;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.PartitionNodes;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.SetNodes;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;
import java.util.List;

/**
 * What {@link RDD} and {@link PairRDD} have in common: a data set in partitions on the executors.
 * Transformations are lazy and cheap; actions ({@code collect}, {@code count}, …) run tasks and
 * block the caller until these are done. Used on the driver only. A {@code numPartitions} of 0
 * means the default parallelism.
 *
 * @param <T> type of the records
 */
public abstract class RDDLike<T> extends PipeTransformations<T> {
  RDDLike(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Maps each record to one.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> map(Function<T, R> function) {
    return new RDD<>(runner(), new NarrowNode.MapNode(here("map"), node(), function));
  }

  /**
   * Maps each record to any number.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> flatMap(FlatMapFunction<T, R> function) {
    return new RDD<>(runner(), new NarrowNode.FlatMapNode(here("flatMap"), node(), function));
  }

  /**
   * Maps each record to a pair.
   *
   * @param function the function
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the data set of the pairs
   */
  public final <K, V> PairRDD<K, V> mapToPair(PairFunction<T, K, V> function) {
    return new PairRDD<>(
        runner(),
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
   * @return the data set of the pairs
   */
  public final <K, V> PairRDD<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> function) {
    return new PairRDD<>(
        runner(),
        new NarrowNode.FlatMapNode(
            here("flatMapToPair"),
            node(),
            (FlatMapFunction<T, Tuple2<K, V>>) record -> function.call(record)));
  }

  /**
   * Maps each partition.
   *
   * @param function the function of the partition's iterator
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> mapPartitions(FlatMapFunction<Iterator<T>, R> function) {
    return mapPartitions(function, false);
  }

  /**
   * Maps each partition.
   *
   * @param function the function of the partition's iterator
   * @param preservesPartitioning whether the records are pairs and the function leaves each key in
   *     its partition, which saves a later exchange by key; a wrong {@code true} gives wrong
   *     results
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> mapPartitions(
      FlatMapFunction<Iterator<T>, R> function, boolean preservesPartitioning) {
    return new RDD<>(
        runner(),
        new NarrowNode.MapPartitionsNode(
            here("mapPartitions"), node(), function, preservesPartitioning));
  }

  /**
   * Maps each partition to pairs.
   *
   * @param function the function of the partition's iterator
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the data set of the pairs
   */
  public final <K, V> PairRDD<K, V> mapPartitionsToPair(
      PairFlatMapFunction<Iterator<T>, K, V> function) {
    return mapPartitionsToPair(function, false);
  }

  /**
   * Maps each partition to pairs.
   *
   * @param function the function of the partition's iterator
   * @param preservesPartitioning whether the function leaves each key in its partition
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the data set of the pairs
   */
  public final <K, V> PairRDD<K, V> mapPartitionsToPair(
      PairFlatMapFunction<Iterator<T>, K, V> function, boolean preservesPartitioning) {
    return new PairRDD<>(
        runner(),
        new NarrowNode.MapPartitionsNode(
            here("mapPartitionsToPair"),
            node(),
            (FlatMapFunction<Iterator<T>, Tuple2<K, V>>) records -> function.call(records),
            preservesPartitioning));
  }

  /**
   * Maps each partition together with its number.
   *
   * @param function the function of the partition's number and iterator; numbers count from 0, in a
   *     union from 0 for each of its data sets that has a shuffle behind it
   * @param preservesPartitioning whether the records are pairs and the function leaves each key in
   *     its partition
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> mapPartitionsWithIndex(
      Function2<Integer, Iterator<T>, Iterator<R>> function, boolean preservesPartitioning) {
    return new RDD<>(
        runner(),
        new NarrowNode.MapPartitionsWithIndexNode(
            here("mapPartitionsWithIndex"), node(), function, preservesPartitioning));
  }

  /**
   * Gives each record a key.
   *
   * @param function makes the key of a record
   * @param <K> type of the keys
   * @return the data set of the pairs of key and record
   */
  public final <K> PairRDD<K, T> keyBy(Function<T, K> function) {
    return new PairRDD<>(runner(), keyed("keyBy", function));
  }

  /**
   * Groups the records by a key.
   *
   * @param function makes the key of a record
   * @param <K> type of the keys
   * @return one pair a key, with its records
   */
  public final <K> PairRDD<K, Iterable<T>> groupBy(Function<T, K> function) {
    return groupBy(function, 0);
  }

  /**
   * Groups the records by a key.
   *
   * @param function makes the key of a record
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @param <K> type of the keys
   * @return one pair a key, with its records
   */
  public final <K> PairRDD<K, Iterable<T>> groupBy(Function<T, K> function, int numPartitions) {
    return new PairRDD<>(
        runner(),
        JoinNodes.group("groupBy", keyed("groupBy", function), Partitioning.of(numPartitions)));
  }

  /**
   * Gives each partition as one list.
   *
   * @return the data set of the lists
   */
  public final RDD<List<T>> glom() {
    return new RDD<>(runner(), PartitionNodes.glom(node()));
  }

  /**
   * Pairs each record with each one of another data set. Up to eight tasks share the records of
   * this one, and each has all of the other in its memory, which should be the smaller one.
   *
   * @param other the other data set
   * @param <U> type of its records
   * @return the data set of the pairs
   */
  public final <U> PairRDD<T, U> cartesian(RDDLike<U> other) {
    return new PairRDD<>(runner(), SetNodes.cartesian(node(), other.node()));
  }

  private <K> Node keyed(String operation, Function<T, K> function) {
    Function<T, Tuple2<K, T>> toPair = record -> new Tuple2<>(function.call(record), record);
    return new NarrowNode.MapNode(here(operation), node(), toPair);
  }
}

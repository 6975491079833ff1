package dev.sluice.rdd;

import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.PairFunction;
import dev.sluice.function.VoidFunction;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.runtime.RddRunner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What {@link RDD} and {@link PairRDD} have in common: a data set in partitions on the executors.
 * Transformations are lazy and cheap; actions ({@code collect}, {@code count}, …) run tasks and
 * block the caller until these are done. Used on the driver only.
 *
 * @param <T> type of the records
 */
public abstract sealed class RDDLike<T> permits RDD, PairRDD {
  private final RddRunner runner;
  private final Node node;

  RDDLike(RddRunner runner, Node node) {
    this.runner = runner;
    this.node = node;
  }

  /** {@return the vertex of the graph behind this data set; for engines} */
  public final Node node() {
    return node;
  }

  final RddRunner runner() {
    return runner;
  }

  /** {@return the entry to the data sets of the same job} */
  public final SluiceContext context() {
    return new SluiceContext(runner);
  }

  /**
   * Maps each record to one.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> map(Function<T, R> function) {
    return new RDD<>(runner, new NarrowNode.MapNode(NodeInfo.here("map"), node, function));
  }

  /**
   * Maps each record to any number.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> flatMap(FlatMapFunction<T, R> function) {
    return new RDD<>(runner, new NarrowNode.FlatMapNode(NodeInfo.here("flatMap"), node, function));
  }

  /**
   * Maps each partition.
   *
   * @param function the function of the partition's iterator
   * @param <R> type of the results
   * @return the data set of the results
   */
  public final <R> RDD<R> mapPartitions(FlatMapFunction<Iterator<T>, R> function) {
    return new RDD<>(
        runner, new NarrowNode.MapPartitionsNode(NodeInfo.here("mapPartitions"), node, function));
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
        runner,
        new NarrowNode.MapNode(
            NodeInfo.here("mapToPair"), node, (Function<T, Tuple2<K, V>>) function::call));
  }

  /** {@return all records, in order of the partitions} */
  public final List<T> collect() {
    var result = new ArrayList<T>();
    List<List<T>> partitions = run(RDDLike::drain);
    partitions.forEach(result::addAll);
    return result;
  }

  /** {@return how many records there are} */
  public final long count() {
    List<Long> counts =
        run(
            records -> {
              var count = 0L;
              for (; records.hasNext(); records.next()) {
                count++;
              }
              return count;
            });
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Takes the first records.
   *
   * @param number how many at the most
   * @return the first records, in order of the partitions
   */
  public final List<T> take(int number) {
    List<List<T>> partitions =
        run(
            records -> {
              var first = new ArrayList<T>();
              while (first.size() < number && records.hasNext()) {
                first.add(records.next());
              }
              return first;
            });
    var result = new ArrayList<T>();
    partitions.forEach(result::addAll);
    return result.size() > number ? new ArrayList<>(result.subList(0, number)) : result;
  }

  /** {@return whether there is no record} */
  public final boolean isEmpty() {
    return take(1).isEmpty();
  }

  /**
   * Reduces all records to one.
   *
   * @param function associative and commutative
   * @return the result
   * @throws UnsupportedOperationException if there is no record
   */
  public final T reduce(Function2<T, T, T> function) {
    List<List<T>> partitions = run(records -> reducePartition(records, function));
    var all = new ArrayList<T>();
    partitions.forEach(all::addAll);
    try {
      var result = reducePartition(all.iterator(), function);
      if (result.isEmpty()) {
        throw new UnsupportedOperationException("cannot reduce a data set without records");
      }
      return result.get(0);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the function of reduce failed: " + e.getMessage(), e);
    }
  }

  /**
   * Calls a function for each record, on the executors.
   *
   * @param function the function
   */
  public final void foreach(VoidFunction<T> function) {
    foreachPartition(
        records -> {
          while (records.hasNext()) {
            function.call(records.next());
          }
        });
  }

  /**
   * Calls a function for each partition, on the executors; the place to use a pooled connection.
   *
   * @param function the function of the partition's iterator
   */
  public final void foreachPartition(VoidFunction<Iterator<T>> function) {
    run(
        (Iterator<T> records) -> {
          function.call(records);
          return 0;
        });
  }

  /** {@return how many partitions there are} */
  public final int getNumPartitions() {
    return run((Iterator<T> records) -> 0).size();
  }

  @SuppressWarnings("unchecked") // the node produces records of type T
  private <R> List<R> run(Function<Iterator<T>, R> function) {
    return runner.runJob(node, (Function<Iterator<Object>, R>) (Function<?, R>) function);
  }

  private static <T> List<T> drain(Iterator<T> records) {
    var list = new ArrayList<T>();
    records.forEachRemaining(list::add);
    return list;
  }

  private static <T> List<T> reducePartition(Iterator<T> records, Function2<T, T, T> function)
      throws Exception {
    if (!records.hasNext()) {
      return List.of();
    }
    var result = records.next();
    while (records.hasNext()) {
      result = function.call(result, records.next());
    }
    return List.of(result);
  }
}

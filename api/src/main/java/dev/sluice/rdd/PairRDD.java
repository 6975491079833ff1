package dev.sluice.rdd;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.runtime.RddRunner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set of pairs in partitions on the executors.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class PairRDD<K, V> extends RDDLike<Tuple2<K, V>> {
  /**
   * Wraps a vertex; for engines. Programs get data sets from streams.
   *
   * @param runner runs the actions
   * @param node the vertex, which gives pairs
   */
  public PairRDD(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Keeps the pairs for which a function says so.
   *
   * @param function the predicate
   * @return the data set of the pairs kept
   */
  public PairRDD<K, V> filter(Function<Tuple2<K, V>, Boolean> function) {
    return new PairRDD<>(
        runner(), new NarrowNode.FilterNode(NodeInfo.here("filter"), node(), function));
  }

  /**
   * Adds the pairs of another data set behind those of this one.
   *
   * @param other the other data set
   * @return the data set of both
   */
  public PairRDD<K, V> union(PairRDD<K, V> other) {
    return new PairRDD<>(
        runner(), new UnionNode(NodeInfo.here("union"), List.of(node(), other.node())));
  }

  /**
   * Maps each value; the keys stay.
   *
   * @param function the function of the value
   * @param <W> type of the new values
   * @return the data set of the keys with their new values
   */
  public <W> PairRDD<K, W> mapValues(Function<V, W> function) {
    return new PairRDD<>(
        runner(), new NarrowNode.MapValuesNode(NodeInfo.here("mapValues"), node(), function));
  }

  /**
   * Reduces the values of each key to one.
   *
   * @param function associative and commutative
   * @return one pair a key
   */
  public PairRDD<K, V> reduceByKey(Function2<V, V, V> function) {
    return new PairRDD<>(
        runner(),
        new ShuffleNode.ReduceByKeyNode(
            NodeInfo.here("reduceByKey"), node(), function, Partitioning.DEFAULT));
  }

  /** {@return all pairs as a map; of several values of a key the last one stays} */
  public Map<K, V> collectAsMap() {
    var map = new LinkedHashMap<K, V>();
    for (var pair : collect()) {
      map.put(pair._1(), pair._2());
    }
    return map;
  }

  /** {@return the keys, one a pair} */
  public RDD<K> keys() {
    return map(Tuple2::_1);
  }

  /** {@return the values, one a pair} */
  public RDD<V> values() {
    return map(Tuple2::_2);
  }

  /**
   * Lists the values of one key.
   *
   * @param key the key
   * @return its values in order of the partitions
   */
  public List<V> lookup(K key) {
    return filter(pair -> pair._1().equals(key)).values().collect();
  }
}

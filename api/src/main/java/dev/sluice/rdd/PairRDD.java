package dev.sluice.rdd;

import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.Tuple4;
import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set of pairs in partitions on the executors.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class PairRDD<K, V> extends SortTransformations<K, V> {
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
   * Takes a data set of tuples as one of pairs.
   *
   * @param rdd the data set
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the same data set
   */
  public static <K, V> PairRDD<K, V> fromRDD(RDD<Tuple2<K, V>> rdd) {
    return new PairRDD<>(rdd.runner(), rdd.node());
  }

  /**
   * Groups the values that each key has here and there, as {@link #cogroup(PairRDD)} does.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairRDD<K, Tuple2<Iterable<V>, Iterable<W>>> groupWith(PairRDD<K, W> other) {
    return cogroup(other);
  }

  /**
   * Groups the values that each key has in three data sets, as {@code cogroup} does.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2> PairRDD<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> groupWith(
      PairRDD<K, W1> other1, PairRDD<K, W2> other2) {
    return cogroup(other1, other2);
  }

  /**
   * Groups the values that each key has in four data sets, as {@code cogroup} does.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param other3 the fourth data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @param <W3> type of the values of the fourth one
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2, W3>
      PairRDD<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> groupWith(
          PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3) {
    return cogroup(other1, other2, other3);
  }

  @Override
  PairRDD<K, V> withNode(Node next) {
    return new PairRDD<>(runner(), next);
  }

  /** {@return all pairs as a map; of several values of a key the last one stays} */
  public Map<K, V> collectAsMap() {
    var map = new LinkedHashMap<K, V>();
    for (var pair : collect()) {
      map.put(pair._1(), pair._2());
    }
    return map;
  }

  /** {@return how many pairs each key has} */
  public Map<K, Long> countByKey() {
    return keys().countByValue();
  }

  /**
   * Counts the pairs of each key, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @return how many there are; nothing if that was not enough
   */
  public PartialResult<Map<K, BoundedDouble>> countByKeyApprox(long timeout) {
    return keys().countByValueApprox(timeout);
  }

  /**
   * Counts the pairs of each key, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @param confidence from 0 to 1; an exact answer has 1, and before that nothing is known
   * @return how many there are; nothing if that was not enough
   */
  public PartialResult<Map<K, BoundedDouble>> countByKeyApprox(long timeout, double confidence) {
    return keys().countByValueApprox(timeout, confidence);
  }

  /**
   * Reduces the values of each key to one, on the executors and then on the driver.
   *
   * @param function associative and commutative
   * @return the results by key
   */
  public Map<K, V> reduceByKeyLocally(Function2<V, V, V> function) {
    List<Map<K, V>> partitions =
        run(
            pairs -> {
              var reduced = new HashMap<K, V>();
              while (pairs.hasNext()) {
                var pair = pairs.next();
                add(reduced, pair._1(), pair._2(), function);
              }
              return reduced;
            });
    return OnDriver.call(
        "reduceByKeyLocally",
        () -> {
          var reduced = new HashMap<K, V>();
          for (var partition : partitions) {
            for (var entry : partition.entrySet()) {
              add(reduced, entry.getKey(), entry.getValue(), function);
            }
          }
          return reduced;
        });
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

  private static <K, V> void add(Map<K, V> reduced, K key, V value, Function2<V, V, V> function)
      throws Exception {
    var before = reduced.get(key);
    reduced.put(key, before == null ? value : function.call(before, value));
  }
}

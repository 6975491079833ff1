package dev.sluice.rdd;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.Tuple4;
import dev.sluice.graph.JoinNodes;
import dev.sluice.graph.JoinNodes.Kind;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.runtime.RddRunner;
import java.util.List;
import java.util.Optional;

/**
 * Transformations of several data sets of pairs by their keys. A {@code numPartitions} of 0 means
 * the default parallelism; a {@link Partitioner} decides about the partition of each key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class JoinTransformations<K, V> extends DistinctTransformations<K, V> {
  JoinTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Groups the values that each key has here and there.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairRDD<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRDD<K, W> other) {
    return cogroupWith(other, Partitioning.DEFAULT);
  }

  /**
   * Groups the values that each key has here and there.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairRDD<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(
      PairRDD<K, W> other, int numPartitions) {
    return cogroupWith(other, Partitioning.of(numPartitions));
  }

  /**
   * Groups the values that each key has here and there.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairRDD<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(
      PairRDD<K, W> other, Partitioner partitioner) {
    return cogroupWith(other, Partitioning.of(partitioner));
  }

  /**
   * Groups the values that each key has in three data sets.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2> PairRDD<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
      PairRDD<K, W1> other1, PairRDD<K, W2> other2) {
    return group(List.of(node(), other1.node(), other2.node()), Partitioning.DEFAULT);
  }

  /**
   * Groups the values that each key has in three data sets.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @param numPartitions number of partitions of the result
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2> PairRDD<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
      PairRDD<K, W1> other1, PairRDD<K, W2> other2, int numPartitions) {
    return group(List.of(node(), other1.node(), other2.node()), Partitioning.of(numPartitions));
  }

  /**
   * Groups the values that each key has in three data sets.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @param partitioner says which partition a key belongs to
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2> PairRDD<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
      PairRDD<K, W1> other1, PairRDD<K, W2> other2, Partitioner partitioner) {
    return group(List.of(node(), other1.node(), other2.node()), Partitioning.of(partitioner));
  }

  /**
   * Groups the values that each key has in four data sets.
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
      PairRDD<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
          PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3) {
    return group(
        List.of(node(), other1.node(), other2.node(), other3.node()), Partitioning.DEFAULT);
  }

  /**
   * Groups the values that each key has in four data sets.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param other3 the fourth data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @param <W3> type of the values of the fourth one
   * @param numPartitions number of partitions of the result
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2, W3>
      PairRDD<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
          PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3, int numPartitions) {
    return group(
        List.of(node(), other1.node(), other2.node(), other3.node()),
        Partitioning.of(numPartitions));
  }

  /**
   * Groups the values that each key has in four data sets.
   *
   * @param other1 the second data set
   * @param other2 the third data set
   * @param other3 the fourth data set
   * @param <W1> type of the values of the second one
   * @param <W2> type of the values of the third one
   * @param <W3> type of the values of the fourth one
   * @param partitioner says which partition a key belongs to
   * @return one pair a key that any has, with the groups of values
   */
  public <W1, W2, W3>
      PairRDD<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
          PairRDD<K, W1> other1,
          PairRDD<K, W2> other2,
          PairRDD<K, W3> other3,
          Partitioner partitioner) {
    return group(
        List.of(node(), other1.node(), other2.node(), other3.node()), Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key with each one that the other data set has for it.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys that both have
   */
  public <W> PairRDD<K, Tuple2<V, W>> join(PairRDD<K, W> other) {
    return joinWith(Kind.INNER, "join", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key with each one that the other data set has for it.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys that both have
   */
  public <W> PairRDD<K, Tuple2<V, W>> join(PairRDD<K, W> other, int numPartitions) {
    return joinWith(Kind.INNER, "join", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key with each one that the other data set has for it.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys that both have
   */
  public <W> PairRDD<K, Tuple2<V, W>> join(PairRDD<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.INNER, "join", other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key with each one of the other data set, and with an empty one where the
   * other has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys of this data set
   */
  public <W> PairRDD<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairRDD<K, W> other) {
    return joinWith(Kind.LEFT_OUTER, "leftOuterJoin", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key with each one of the other data set, and with an empty one where the
   * other has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys of this data set
   */
  public <W> PairRDD<K, Tuple2<V, Optional<W>>> leftOuterJoin(
      PairRDD<K, W> other, int numPartitions) {
    return joinWith(Kind.LEFT_OUTER, "leftOuterJoin", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key with each one of the other data set, and with an empty one where the
   * other has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys of this data set
   */
  public <W> PairRDD<K, Tuple2<V, Optional<W>>> leftOuterJoin(
      PairRDD<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.LEFT_OUTER, "leftOuterJoin", other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key of the other data set with each one of this, and with an empty one
   * where this one has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys of the other data set
   */
  public <W> PairRDD<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairRDD<K, W> other) {
    return joinWith(Kind.RIGHT_OUTER, "rightOuterJoin", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key of the other data set with each one of this, and with an empty one
   * where this one has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys of the other data set
   */
  public <W> PairRDD<K, Tuple2<Optional<V>, W>> rightOuterJoin(
      PairRDD<K, W> other, int numPartitions) {
    return joinWith(Kind.RIGHT_OUTER, "rightOuterJoin", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key of the other data set with each one of this, and with an empty one
   * where this one has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys of the other data set
   */
  public <W> PairRDD<K, Tuple2<Optional<V>, W>> rightOuterJoin(
      PairRDD<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.RIGHT_OUTER, "rightOuterJoin", other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key with each one of the other data set, and with an empty one where one
   * of them has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys of either
   */
  public <W> PairRDD<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(PairRDD<K, W> other) {
    return joinWith(Kind.FULL_OUTER, "fullOuterJoin", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key with each one of the other data set, and with an empty one where one
   * of them has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys of either
   */
  public <W> PairRDD<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
      PairRDD<K, W> other, int numPartitions) {
    return joinWith(Kind.FULL_OUTER, "fullOuterJoin", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key with each one of the other data set, and with an empty one where one
   * of them has none.
   *
   * @param other the other data set
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys of either
   */
  public <W> PairRDD<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
      PairRDD<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.FULL_OUTER, "fullOuterJoin", other, Partitioning.of(partitioner));
  }

  private <W> PairRDD<K, Tuple2<Iterable<V>, Iterable<W>>> cogroupWith(
      PairRDD<K, W> other, Partitioning partitioning) {
    return group(List.of(node(), other.node()), partitioning);
  }

  private <G> PairRDD<K, G> group(List<Node> nodes, Partitioning partitioning) {
    return new PairRDD<>(runner(), JoinNodes.cogroup("cogroup", nodes, partitioning));
  }

  private <L, R> PairRDD<K, Tuple2<L, R>> joinWith(
      Kind kind, String operation, PairRDD<K, ?> other, Partitioning partitioning) {
    return new PairRDD<>(
        runner(), JoinNodes.join(kind, operation, node(), other.node(), partitioning));
  }
}

package dev.sluice.streaming;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.graph.JoinNodes;
import dev.sluice.graph.JoinNodes.Kind;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import java.util.List;
import java.util.Optional;

/**
 * Transformations of two streams of pairs, batch by batch, by their keys. Both streams must belong
 * to one context and have the same slide. A {@code numPartitions} of 0 means the default
 * parallelism; a {@link Partitioner} decides about the partition of each key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class JoinOperations<K, V> extends KeyOperations<K, V> {
  JoinOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Groups the values that each key has here and there in the same batch.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other) {
    return cogroupWith(other, Partitioning.DEFAULT);
  }

  /**
   * Groups the values that each key has here and there in the same batch.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(
      PairDStream<K, W> other, int numPartitions) {
    return cogroupWith(other, Partitioning.of(numPartitions));
  }

  /**
   * Groups the values that each key has here and there in the same batch.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key that either has, with both groups of values
   */
  public <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(
      PairDStream<K, W> other, Partitioner partitioner) {
    return cogroupWith(other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key with each one that the other stream has for it in the same batch.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys that both have
   */
  public <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other) {
    return joinWith(Kind.INNER, "join", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key with each one that the other stream has for it in the same batch.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys that both have
   */
  public <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other, int numPartitions) {
    return joinWith(Kind.INNER, "join", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key with each one that the other stream has for it in the same batch.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys that both have
   */
  public <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.INNER, "join", other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key with each one of the other stream in the same batch, and with an
   * empty one where the other has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys of this stream
   */
  public <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other) {
    return joinWith(Kind.LEFT_OUTER, "leftOuterJoin", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key with each one of the other stream in the same batch, and with an
   * empty one where the other has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys of this stream
   */
  public <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(
      PairDStream<K, W> other, int numPartitions) {
    return joinWith(Kind.LEFT_OUTER, "leftOuterJoin", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key with each one of the other stream in the same batch, and with an
   * empty one where the other has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys of this stream
   */
  public <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(
      PairDStream<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.LEFT_OUTER, "leftOuterJoin", other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key of the other stream with each one of this in the same batch, and with
   * an empty one where this one has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys of the other stream
   */
  public <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other) {
    return joinWith(Kind.RIGHT_OUTER, "rightOuterJoin", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key of the other stream with each one of this in the same batch, and with
   * an empty one where this one has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys of the other stream
   */
  public <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(
      PairDStream<K, W> other, int numPartitions) {
    return joinWith(Kind.RIGHT_OUTER, "rightOuterJoin", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key of the other stream with each one of this in the same batch, and with
   * an empty one where this one has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys of the other stream
   */
  public <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(
      PairDStream<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.RIGHT_OUTER, "rightOuterJoin", other, Partitioning.of(partitioner));
  }

  /**
   * Pairs each value of a key with each one of the other stream in the same batch, and with an
   * empty one where one of them has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @return one pair a key and combination of values, for the keys of either
   */
  public <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
      PairDStream<K, W> other) {
    return joinWith(Kind.FULL_OUTER, "fullOuterJoin", other, Partitioning.DEFAULT);
  }

  /**
   * Pairs each value of a key with each one of the other stream in the same batch, and with an
   * empty one where one of them has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param numPartitions number of partitions of the result
   * @return one pair a key and combination of values, for the keys of either
   */
  public <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
      PairDStream<K, W> other, int numPartitions) {
    return joinWith(Kind.FULL_OUTER, "fullOuterJoin", other, Partitioning.of(numPartitions));
  }

  /**
   * Pairs each value of a key with each one of the other stream in the same batch, and with an
   * empty one where one of them has none.
   *
   * @param other the other stream
   * @param <W> type of its values
   * @param partitioner says which partition a key belongs to
   * @return one pair a key and combination of values, for the keys of either
   */
  public <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
      PairDStream<K, W> other, Partitioner partitioner) {
    return joinWith(Kind.FULL_OUTER, "fullOuterJoin", other, Partitioning.of(partitioner));
  }

  private <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroupWith(
      PairDStream<K, W> other, Partitioning partitioning) {
    requireSameSlide("cogroup", other);
    return new PairDStream<>(
        context(), JoinNodes.cogroup("cogroup", List.of(node(), other.node()), partitioning));
  }

  private <L, R> PairDStream<K, Tuple2<L, R>> joinWith(
      Kind kind, String operation, PairDStream<K, ?> other, Partitioning partitioning) {
    requireSameSlide(operation, other);
    return new PairDStream<>(
        context(), JoinNodes.join(kind, operation, node(), other.node(), partitioning));
  }
}

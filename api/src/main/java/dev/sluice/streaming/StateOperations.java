package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.Function4;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.StateNode;
import dev.sluice.graph.StateUpdate;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDDLike;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Transformations with a state a key, which is part of the job's checkpoints and found again by the
 * {@link #uid uid} of the operation.
 *
 * <p>States are placed by the hash code of their keys, so a state can move when the number of
 * executors changes; of a {@link Partitioner} only the number of partitions counts. A state may be
 * mutable: what a batch gives and what a checkpoint holds are copies.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class StateOperations<K, V> extends JoinOperations<K, V> {
  StateOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Keeps a state for each key. In every batch the function is called for every key that has a
   * state or values; values are in no particular order between partitions.
   *
   * @param function gets the batch's values (empty for none) and the state before, gives the state
   *     after; empty removes the key
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function2<List<V>, Optional<S>, Optional<S>> function) {
    return updateStateByKey(function, 0);
  }

  /**
   * Keeps a state for each key; see {@link #updateStateByKey(Function2)}.
   *
   * @param function gets the batch's values and the state before, gives the state after
   * @param numPartitions number of partitions of the state; 0 for the default parallelism
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function2<List<V>, Optional<S>, Optional<S>> function, int numPartitions) {
    return update(ofKey(function), numPartitions, null);
  }

  /**
   * Keeps a state for each key; see {@link #updateStateByKey(Function2)}.
   *
   * @param function gets the batch's values and the state before, gives the state after
   * @param partitioner gives the number of partitions
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function2<List<V>, Optional<S>, Optional<S>> function, Partitioner partitioner) {
    return update(ofKey(function), partitioner.numPartitions(), null);
  }

  /**
   * Keeps a state for each key; see {@link #updateStateByKey(Function2)}.
   *
   * @param function gets the batch's values and the state before, gives the state after
   * @param partitioner gives the number of partitions
   * @param initial states before the first batch; of several for a key the first one counts. A job
   *     that goes on from a checkpoint does not read it
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function2<List<V>, Optional<S>, Optional<S>> function,
      Partitioner partitioner,
      PairRDD<K, S> initial) {
    return update(ofKey(function), partitioner.numPartitions(), initial);
  }

  /**
   * Keeps a state for each key, with a function that gets the batch's time and the key too; see
   * {@link #updateStateByKey(Function2)}.
   *
   * @param function gets the batch's time, the key, the batch's values and the state before, gives
   *     the state after; empty removes the key
   * @param partitioner gives the number of partitions
   * @param rememberPartitioner has no effect; the keys of the result are always where they were
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function4<Time, K, List<V>, Optional<S>, Optional<S>> function,
      Partitioner partitioner,
      boolean rememberPartitioner) {
    return update(StateUpdate.ofKey(function), partitioner.numPartitions(), null);
  }

  /**
   * Keeps a state for each key, with a function that gets the batch's time and the key too, and
   * states to begin with; see {@link #updateStateByKey(Function2, Partitioner, PairRDD)}.
   *
   * @param function gets the batch's time, the key, the batch's values and the state before, gives
   *     the state after; empty removes the key
   * @param partitioner gives the number of partitions
   * @param rememberPartitioner has no effect; the keys of the result are always where they were
   * @param initial states before the first batch
   * @param <S> type of the state
   * @return a stream of every key with its state, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function4<Time, K, List<V>, Optional<S>, Optional<S>> function,
      Partitioner partitioner,
      boolean rememberPartitioner,
      PairRDD<K, S> initial) {
    return update(StateUpdate.ofKey(function), partitioner.numPartitions(), initial);
  }

  /**
   * Keeps a state for each key, with a function that gets all keys of a partition.
   *
   * @param function gets every key that has a state or values, with its values and its state
   *     before, and gives the keys that stay with their states; of several for a key the first one
   *     counts. A key may not become another one
   * @param partitioner gives the number of partitions
   * @param rememberPartitioner has no effect; the keys of the result are always where they were
   * @param <S> type of the state
   * @return a stream of what the function gives, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function<Iterator<Tuple3<K, List<V>, Optional<S>>>, Iterator<Tuple2<K, S>>> function,
      Partitioner partitioner,
      boolean rememberPartitioner) {
    return update(StateUpdate.ofPartition(function), partitioner.numPartitions(), null);
  }

  /**
   * Keeps a state for each key, with a function that gets all keys of a partition, and states to
   * begin with; see {@link #updateStateByKey(Function, Partitioner, boolean)}.
   *
   * @param function gets every key with its values and its state before, and gives the keys that
   *     stay with their states
   * @param partitioner gives the number of partitions
   * @param rememberPartitioner has no effect; the keys of the result are always where they were
   * @param initial states before the first batch; of several for a key the first one counts
   * @param <S> type of the state
   * @return a stream of what the function gives, in every batch
   */
  public <S> PairDStream<K, S> updateStateByKey(
      Function<Iterator<Tuple3<K, List<V>, Optional<S>>>, Iterator<Tuple2<K, S>>> function,
      Partitioner partitioner,
      boolean rememberPartitioner,
      PairRDD<K, S> initial) {
    return update(StateUpdate.ofPartition(function), partitioner.numPartitions(), initial);
  }

  /**
   * Calls a function for each record with the state of its key, in the order of the records of the
   * key; a key without records costs nothing. Use it rather than {@link
   * #updateStateByKey(Function2)} when a batch touches few of the keys.
   *
   * @param spec the function and its options, see {@link StateSpec#function}; later changes of it
   *     have no effect
   * @param <S> type of the state
   * @param <M> type of the mapped records
   * @return a stream of what the function gives
   */
  public <S, M> MapWithStateDStream<K, V, S, M> mapWithState(StateSpec<K, V, S, M> spec) {
    return new MapWithStateDStream<>(
        context(),
        new StateNode.MapWithStateNode(
            here("mapWithState"),
            node(),
            spec.initial().map(RDDLike::node),
            spec.mapping(),
            spec.timeout(),
            spec.partitions()));
  }

  private <S> PairDStream<K, S> update(
      StateUpdate update, int numPartitions, @Nullable PairRDD<K, S> initial) {
    return new PairDStream<>(
        context(),
        new StateNode.UpdateStateNode(
            here("updateStateByKey"),
            node(),
            Optional.ofNullable(initial).map(RDDLike::node),
            update,
            Partitioning.of(numPartitions).count()));
  }

  private static <V, S> StateUpdate ofKey(Function2<List<V>, Optional<S>, Optional<S>> function) {
    Function4<Time, Object, List<V>, Optional<S>, Optional<S>> ofKey =
        (time, key, values, before) -> function.call(values, before);
    return StateUpdate.ofKey(ofKey);
  }
}

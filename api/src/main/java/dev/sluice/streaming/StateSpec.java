package dev.sluice.streaming;

import dev.sluice.Partitioner;
import dev.sluice.function.Function3;
import dev.sluice.function.Function4;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.StateMapping;
import dev.sluice.rdd.PairRDD;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@link PairDStream#mapWithState mapWithState} does: the function and its options. Every
 * method changes this object and returns it. Not thread-safe.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 * @param <S> type of the state
 * @param <M> type of the mapped records
 */
public final class StateSpec<K, V, S, M> {
  private final StateMapping mapping;
  private Optional<PairRDD<K, S>> initialState = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();
  private int partitions;

  private StateSpec(StateMapping mapping) {
    this.mapping = mapping;
  }

  /**
   * Begins with a function that gives one record a call.
   *
   * @param function called for every record with the key, the value (empty when the key is timing
   *     out) and the key's state
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param <S> type of the state
   * @param <M> type of the mapped records
   * @return the specification
   */
  public static <K, V, S, M> StateSpec<K, V, S, M> function(
      Function3<K, Optional<V>, State<S>, M> function) {
    return new StateSpec<>(StateMapping.always(function));
  }

  /**
   * Begins with a function that gets the batch's time and gives a record or none.
   *
   * @param function called for every record with the batch's time, the key, the value (empty when
   *     the key is timing out) and the key's state
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param <S> type of the state
   * @param <M> type of the mapped records
   * @return the specification
   */
  public static <K, V, S, M> StateSpec<K, V, S, M> function(
      Function4<Time, K, Optional<V>, State<S>, Optional<M>> function) {
    return new StateSpec<>(StateMapping.sometimes(function));
  }

  /**
   * Gives states to begin with, as of the first batch. A job that goes on from a checkpoint has its
   * own states and does not read them.
   *
   * @param initial a state a key; of several for a key the last one counts
   * @return this specification
   */
  public StateSpec<K, V, S, M> initialState(PairRDD<K, S> initial) {
    initialState = Optional.of(initial);
    return this;
  }

  /**
   * Sets the number of partitions.
   *
   * @param numPartitions number of partitions of the state; 0 for the default parallelism
   * @return this specification
   */
  public StateSpec<K, V, S, M> numPartitions(int numPartitions) {
    partitions = Partitioning.of(numPartitions).count();
    return this;
  }

  /**
   * Sets the number of partitions to that of a partitioner. Keys are placed by their hash code, not
   * by the partitioner, so that the state can move to another number of executors.
   *
   * @param partitioner gives its number of partitions
   * @return this specification
   */
  public StateSpec<K, V, S, M> partitioner(Partitioner partitioner) {
    return numPartitions(partitioner.numPartitions());
  }

  /**
   * Removes the state of a key that had no record for longer than a time: in the first batch whose
   * time is more than that after the key's last batch, unless the key has a record in it. The
   * function is called once more for it then, see {@link State#isTimingOut}.
   *
   * @param idle how long; not negative
   * @return this specification
   */
  public StateSpec<K, V, S, M> timeout(Duration idle) {
    if (idle.isNegative()) {
      throw new IllegalArgumentException("the timeout must not be negative: " + idle);
    }
    timeout = Optional.of(idle);
    return this;
  }

  StateMapping mapping() {
    return mapping;
  }

  Optional<PairRDD<K, S>> initial() {
    return initialState;
  }

  int partitions() {
    return partitions;
  }

  Optional<Duration> timeout() {
    return timeout;
  }
}

package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.graph.StateNode;
import java.util.List;
import java.util.Optional;

/**
 * Transformations with a state a key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class StateOperations<K, V> extends KeyOperations<K, V> {
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
    requirePartitions(numPartitions);
    return new PairDStream<>(
        context(),
        new StateNode.UpdateStateNode(here("updateStateByKey"), node(), function, numPartitions));
  }
}

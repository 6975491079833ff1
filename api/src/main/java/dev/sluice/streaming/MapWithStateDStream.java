package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.graph.StateNode;

/**
 * The records that the function of {@link PairDStream#mapWithState mapWithState} gives: in each
 * batch those of its calls for records, in their order within a partition, and then those of its
 * calls for keys that time out.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 * @param <S> type of the state
 * @param <M> type of the mapped records
 */
public final class MapWithStateDStream<K, V, S, M> extends DStream<M> {
  private final StateNode.MapWithStateNode stateNode;

  MapWithStateDStream(StreamingContext context, StateNode.MapWithStateNode node) {
    super(context, node);
    this.stateNode = node;
  }

  /** {@return a stream of all keys with their states after each batch} */
  public PairDStream<K, S> stateSnapshots() {
    return new PairDStream<>(
        context(), new StateNode.StateSnapshotsNode(here("stateSnapshots"), stateNode));
  }

  @Override
  public MapWithStateDStream<K, V, S, M> uid(String uid) {
    super.uid(uid);
    return this;
  }
}

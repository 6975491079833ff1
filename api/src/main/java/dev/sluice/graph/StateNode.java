package dev.sluice.graph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A transformation with a state a key, which lives from batch to batch. */
public sealed interface StateNode extends Node {
  /** {@return the node it reads} */
  Node parent();

  @Override
  default List<Node> parents() {
    return List.of(parent());
  }

  /**
   * A state for each key, updated for every known key in every batch.
   *
   * @param info what the node is called; its uid names the state
   * @param parent the input of pairs
   * @param initial a data set of pairs of key and state, read in the job's first batch only
   * @param update the user's function
   * @param partitions number of partitions, or 0 for the default parallelism
   */
  record UpdateStateNode(
      NodeInfo info, Node parent, Optional<Node> initial, StateUpdate update, int partitions)
      implements StateNode {}

  /**
   * A state for each key, at the disposal of a function that is called for each record.
   *
   * @param info what the node is called; its uid names the state
   * @param parent the input of pairs
   * @param initial a data set of pairs of key and state, read in the job's first batch only
   * @param mapping the user's function
   * @param timeout how long a key may have no record before it is removed; empty for ever
   * @param partitions number of partitions, or 0 for the default parallelism
   */
  record MapWithStateNode(
      NodeInfo info,
      Node parent,
      Optional<Node> initial,
      StateMapping mapping,
      Optional<Duration> timeout,
      int partitions)
      implements StateNode {}

  /**
   * All keys with their states as they are after each batch.
   *
   * @param info what the node is called
   * @param parent what keeps the states
   */
  record StateSnapshotsNode(NodeInfo info, MapWithStateNode parent) implements StateNode {}
}

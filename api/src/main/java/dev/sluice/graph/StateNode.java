package dev.sluice.graph;

import dev.sluice.function.Function2;
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
   * @param function the user's function of the batch's values and the state before
   * @param partitions number of partitions, or 0 for the default parallelism
   */
  record UpdateStateNode(
      NodeInfo info,
      Node parent,
      Function2<? extends List<?>, ? extends Optional<?>, ? extends Optional<?>> function,
      int partitions)
      implements StateNode {}
}

package dev.sluice.graph;

import dev.sluice.function.Function2;
import java.util.List;

/** A transformation that brings records to other partitions. */
public sealed interface ShuffleNode extends Node {
  /** {@return the node it reads} */
  Node parent();

  @Override
  default List<Node> parents() {
    return List.of(parent());
  }

  /**
   * The values of each key reduced to one.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param function the user's associative and commutative function
   * @param partitions number of output partitions, or 0 for the default parallelism
   */
  record ReduceByKeyNode(NodeInfo info, Node parent, Function2<?, ?, ?> function, int partitions)
      implements ShuffleNode {}

  /**
   * All records in one partition, which exists also when there is no record.
   *
   * @param info what the node is called
   * @param parent the input
   */
  record GatherNode(NodeInfo info, Node parent) implements ShuffleNode {}
}

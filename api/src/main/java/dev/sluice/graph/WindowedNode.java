package dev.sluice.graph;

import java.util.List;

/** A transformation over the records of the last batches. */
public sealed interface WindowedNode extends Node {
  /** {@return the node it reads} */
  Node parent();

  @Override
  default List<Node> parents() {
    return List.of(parent());
  }

  /**
   * The records of the last batches.
   *
   * @param info what the node is called; its uid names the kept batches
   * @param parent the input
   * @param windowMillis length of the window in milliseconds
   * @param slideMillis how often it is given, in milliseconds
   */
  record WindowNode(NodeInfo info, Node parent, long windowMillis, long slideMillis)
      implements WindowedNode {}
}

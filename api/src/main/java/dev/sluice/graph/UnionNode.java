package dev.sluice.graph;

import java.util.List;

/**
 * The records of all parents.
 *
 * @param info what the node is called
 * @param parents the inputs
 */
public record UnionNode(NodeInfo info, List<Node> parents) implements Node {
  /** Copies the list. */
  public UnionNode {
    parents = List.copyOf(parents);
  }
}

package dev.sluice.graph;

import java.util.ArrayList;
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

  /** What a node is the union of, itself if it is none, in order; a list to be changed. */
  static List<Node> sidesOf(Node node) {
    var sides = new ArrayList<Node>();
    if (node instanceof UnionNode union) {
      union.parents().forEach(parent -> sides.addAll(sidesOf(parent)));
    } else {
      sides.add(node);
    }
    return sides;
  }
}

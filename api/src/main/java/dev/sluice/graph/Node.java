package dev.sluice.graph;

import java.util.List;

/**
 * A vertex of the logical graph: a source or a transformation, with its parents. Untyped on
 * purpose; the handles ({@code DStream}, {@code RDD}) carry the types. A node that several others
 * share is computed once a batch.
 */
public sealed interface Node
    permits SourceNode,
        NarrowNode,
        UnionNode,
        ShuffleNode,
        StateNode,
        WindowedNode,
        TransformNode,
        BatchNode {
  /** {@return what the node is called} */
  NodeInfo info();

  /** {@return the nodes it reads, in order; empty for a source} */
  default List<Node> parents() {
    return List.of();
  }
}

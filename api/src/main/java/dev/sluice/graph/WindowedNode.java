package dev.sluice.graph;

import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import java.util.List;
import java.util.Optional;

/** A transformation over the records of the last batches. */
public sealed interface WindowedNode extends Node {
  /** {@return the node it reads} */
  Node parent();

  /** {@return length of the window in milliseconds} */
  long windowMillis();

  /** {@return how often it is given, in milliseconds} */
  long slideMillis();

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

  /**
   * The values of each key of the last batches reduced to one.
   *
   * @param info what the node is called; its uid names the kept batches
   * @param parent the pairs of each batch, reduced by key and partitioned
   * @param function the user's associative and commutative function
   * @param windowMillis length of the window in milliseconds
   * @param slideMillis how often it is given, in milliseconds
   */
  record ReducedWindowNode(
      NodeInfo info, Node parent, Function2<?, ?, ?> function, long windowMillis, long slideMillis)
      implements WindowedNode {}

  /**
   * The values of each key of the last batches reduced to one, from that of the window before: what
   * left is taken out by the inverse function.
   *
   * @param info what the node is called; its uid names the state
   * @param parent the pairs of each batch, reduced by key and partitioned by it
   * @param function the user's associative and commutative function
   * @param inverse the user's function that takes its second argument out of its first
   * @param filter the user's predicate of pairs; those it refuses are forgotten
   * @param windowMillis length of the window in milliseconds
   * @param slideMillis how often it is given, in milliseconds
   */
  record InverseWindowNode(
      NodeInfo info,
      Node parent,
      Function2<?, ?, ?> function,
      Function2<?, ?, ?> inverse,
      Optional<Function<?, Boolean>> filter,
      long windowMillis,
      long slideMillis)
      implements WindowedNode {}
}

package dev.sluice.graph;

import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import java.util.Iterator;
import java.util.List;

/** A transformation that needs no records of another partition. */
public sealed interface NarrowNode extends Node {
  /** {@return the node it reads} */
  Node parent();

  @Override
  default List<Node> parents() {
    return List.of(parent());
  }

  /**
   * One record in, one out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function
   */
  record MapNode(NodeInfo info, Node parent, Function<?, ?> function) implements NarrowNode {}

  /**
   * One pair in, one pair with the same key out.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param function the user's function of the value
   */
  record MapValuesNode(NodeInfo info, Node parent, Function<?, ?> function) implements NarrowNode {}

  /**
   * One record in, any number out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function
   */
  record FlatMapNode(NodeInfo info, Node parent, FlatMapFunction<?, ?> function)
      implements NarrowNode {}

  /**
   * Keeps the records for which the function says so.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's predicate
   */
  record FilterNode(NodeInfo info, Node parent, Function<?, Boolean> function)
      implements NarrowNode {}

  /**
   * A whole partition in, any number of records out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function of the partition's iterator
   */
  record MapPartitionsNode(
      NodeInfo info, Node parent, FlatMapFunction<? extends Iterator<?>, ?> function)
      implements NarrowNode {}
}

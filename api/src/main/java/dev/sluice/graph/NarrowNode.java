package dev.sluice.graph;

import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
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

  /** {@return whether each key of the result is in the partition where it was} */
  default boolean keepsKeys() {
    return false;
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
  record MapValuesNode(NodeInfo info, Node parent, Function<?, ?> function) implements NarrowNode {
    @Override
    public boolean keepsKeys() {
      return true;
    }
  }

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
      implements NarrowNode {
    @Override
    public boolean keepsKeys() {
      return true;
    }
  }

  /**
   * One pair in, any number with the same key out.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param function the user's function of the value
   */
  record FlatMapValuesNode(NodeInfo info, Node parent, FlatMapFunction<?, ?> function)
      implements NarrowNode {
    @Override
    public boolean keepsKeys() {
      return true;
    }
  }

  /**
   * A whole partition in, any number of records out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function of the partition's iterator
   * @param preservesPartitioning whether the function leaves each key in its partition
   */
  record MapPartitionsNode(
      NodeInfo info,
      Node parent,
      FlatMapFunction<? extends Iterator<?>, ?> function,
      boolean preservesPartitioning)
      implements NarrowNode {
    @Override
    public boolean keepsKeys() {
      return preservesPartitioning;
    }

    /** A function that may change keys. */
    public MapPartitionsNode(
        NodeInfo info, Node parent, FlatMapFunction<? extends Iterator<?>, ?> function) {
      this(info, parent, function, false);
    }
  }

  /**
   * A whole partition and its number in, any number of records out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function of the partition's number and iterator
   * @param preservesPartitioning whether the function leaves each key in its partition
   */
  record MapPartitionsWithIndexNode(
      NodeInfo info,
      Node parent,
      Function2<Integer, ? extends Iterator<?>, ? extends Iterator<?>> function,
      boolean preservesPartitioning)
      implements NarrowNode {
    @Override
    public boolean keepsKeys() {
      return preservesPartitioning;
    }
  }
}

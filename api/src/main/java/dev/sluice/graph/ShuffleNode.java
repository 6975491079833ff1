package dev.sluice.graph;

import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import java.util.List;

/** A transformation that brings records to other partitions. */
public sealed interface ShuffleNode extends Node {
  /** A shuffle of one input. */
  sealed interface OneInput extends ShuffleNode {
    /** {@return the node it reads} */
    Node parent();

    @Override
    default List<Node> parents() {
      return List.of(parent());
    }
  }

  /**
   * The values of each key reduced to one.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param function the user's associative and commutative function
   * @param partitioning the partitions of the result
   */
  record ReduceByKeyNode(
      NodeInfo info, Node parent, Function2<?, ?, ?> function, Partitioning partitioning)
      implements OneInput {}

  /**
   * The values of each key combined to one of another type.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param create makes a combined value of the first value
   * @param mergeValue adds a value to a combined one
   * @param mergeCombiners puts two combined values together
   * @param partitioning the partitions of the result
   * @param mapSideCombine whether values are combined before they are sent
   */
  record CombineByKeyNode(
      NodeInfo info,
      Node parent,
      Function<?, ?> create,
      Function2<?, ?, ?> mergeValue,
      Function2<?, ?, ?> mergeCombiners,
      Partitioning partitioning,
      boolean mapSideCombine)
      implements OneInput {}

  /**
   * For each key that any input has, a list of as many lists as there are inputs: the key's values
   * in that input, none being an empty list.
   *
   * @param info what the node is called
   * @param parents the inputs of pairs
   * @param partitioning the partitions of the result
   */
  record CoGroupNode(NodeInfo info, List<Node> parents, Partitioning partitioning)
      implements ShuffleNode {
    /** Copies the list. */
    public CoGroupNode {
      parents = List.copyOf(parents);
    }
  }

  /**
   * The pairs, each in its key's partition.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param partitioning the partitions of the result
   */
  record PartitionByNode(NodeInfo info, Node parent, Partitioning partitioning)
      implements OneInput {}

  /**
   * The records spread evenly, without regard to what they are.
   *
   * @param info what the node is called
   * @param parent the input
   * @param partitions exact number of partitions in every batch
   */
  record RepartitionNode(NodeInfo info, Node parent, int partitions) implements OneInput {
    /** Checks the number. */
    public RepartitionNode {
      if (partitions < 1 || partitions > 65_536) {
        throw new IllegalArgumentException("numPartitions must be from 1 to 65536: " + partitions);
      }
    }
  }

  /**
   * All records in one partition, which exists also when there is no record.
   *
   * @param info what the node is called
   * @param parent the input
   */
  record GatherNode(NodeInfo info, Node parent) implements OneInput {}
}

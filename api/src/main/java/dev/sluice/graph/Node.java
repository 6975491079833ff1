package dev.sluice.graph;

import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.receiver.Receiver;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A vertex of the logical graph: a source or a transformation, with its parents. Untyped on
 * purpose; the handles ({@code DStream}, {@code RDD}) carry the types. A node that several others
 * share is computed once a batch.
 */
public sealed interface Node {
  /** {@return what the node is called} */
  NodeInfo info();

  /** {@return the nodes it reads, in order; empty for a source} */
  default List<Node> parents() {
    return List.of();
  }

  /**
   * Records that receivers store.
   *
   * @param info what the node is called
   * @param receiver the user's receiver, serialised to the worker that runs it
   */
  record ReceiverSource(NodeInfo info, Receiver<?> receiver) implements Node {}

  /**
   * The lines of new text files of a directory.
   *
   * @param info what the node is called
   * @param directory path or URI of the directory
   * @param createdMillis when the stream was made; files modified up to then are not new
   */
  record TextFileSource(NodeInfo info, String directory, long createdMillis) implements Node {}

  /**
   * Data sets taken from a queue of the driver's JVM, for tests.
   *
   * @param info what the node is called
   * @param queue the queue; polled by the driver when a batch is cut
   * @param oneAtATime whether a batch takes one element, or all that are there
   */
  record QueueSource(NodeInfo info, Queue<? extends List<?>> queue, boolean oneAtATime)
      implements Node {}

  /**
   * A list of the driver's JVM as a data set.
   *
   * @param info what the node is called
   * @param elements the records
   * @param slices number of partitions
   */
  record CollectionSource(NodeInfo info, List<?> elements, int slices) implements Node {}

  /**
   * The data of a stream in one batch, kept on the executors while an output operation runs.
   *
   * @param info what the node is called
   * @param holdId what the executors keep it under
   * @param batchMillis the batch's time
   */
  record HeldBatch(NodeInfo info, String holdId, long batchMillis) implements Node {}

  /**
   * One record in, one out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function
   */
  record MapNode(NodeInfo info, Node parent, Function<?, ?> function) implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }

  /**
   * One pair in, one pair with the same key out.
   *
   * @param info what the node is called
   * @param parent the input of pairs
   * @param function the user's function of the value
   */
  record MapValuesNode(NodeInfo info, Node parent, Function<?, ?> function) implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }

  /**
   * One record in, any number out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function
   */
  record FlatMapNode(NodeInfo info, Node parent, FlatMapFunction<?, ?> function) implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }

  /**
   * Keeps the records for which the function says so.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's predicate
   */
  record FilterNode(NodeInfo info, Node parent, Function<?, Boolean> function) implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }

  /**
   * A whole partition in, any number of records out.
   *
   * @param info what the node is called
   * @param parent the input
   * @param function the user's function of the partition's iterator
   */
  record MapPartitionsNode(
      NodeInfo info, Node parent, FlatMapFunction<? extends Iterator<?>, ?> function)
      implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }

  /**
   * The records of all parents.
   *
   * @param info what the node is called
   * @param parents the inputs
   */
  record UnionNode(NodeInfo info, List<Node> parents) implements Node {
    /** Copies the list. */
    public UnionNode {
      parents = List.copyOf(parents);
    }
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
      implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }

  /**
   * All records in one partition, which exists also when there is no record.
   *
   * @param info what the node is called
   * @param parent the input
   */
  record GatherNode(NodeInfo info, Node parent) implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
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
      implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
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
      implements Node {
    @Override
    public List<Node> parents() {
      return List.of(parent);
    }
  }
}

package dev.sluice.rdd;

import dev.sluice.function.Function;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.UnionNode;
import dev.sluice.runtime.RddRunner;
import java.util.List;

/**
 * A data set of records in partitions on the executors.
 *
 * @param <T> type of the records
 */
public final class RDD<T> extends RDDLike<T> {
  /**
   * Wraps a vertex; for engines. Programs get data sets from streams.
   *
   * @param runner runs the actions
   * @param node the vertex
   */
  public RDD(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Keeps the records for which a function says so.
   *
   * @param function the predicate
   * @return the data set of the records kept
   */
  public RDD<T> filter(Function<T, Boolean> function) {
    return new RDD<>(
        runner(), new NarrowNode.FilterNode(NodeInfo.here("filter"), node(), function));
  }

  /**
   * Adds the records of another data set behind those of this one.
   *
   * @param other the other data set
   * @return the data set of both
   */
  public RDD<T> union(RDD<T> other) {
    return new RDD<>(
        runner(), new UnionNode(NodeInfo.here("union"), List.of(node(), other.node())));
  }
}

package dev.sluice.rdd;

import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;

/**
 * A data set of records in partitions on the executors.
 *
 * @param <T> type of the records
 */
public final class RDD<T> extends SelfTransformations<T, RDD<T>> {
  /**
   * Wraps a vertex; for engines. Programs get data sets from streams.
   *
   * @param runner runs the actions
   * @param node the vertex
   */
  public RDD(RddRunner runner, Node node) {
    super(runner, node);
  }

  @Override
  RDD<T> withNode(Node next) {
    return new RDD<>(runner(), next);
  }
}

package dev.sluice.rdd;

import dev.sluice.graph.Node;
import dev.sluice.graph.Sampling;
import dev.sluice.runtime.RddRunner;
import java.util.concurrent.ThreadLocalRandom;

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

  /**
   * Splits the records by chance; other splits at each call.
   *
   * @param weights how large each part is, in proportion to the others
   * @return the parts, which have each record in one of them
   */
  public RDD<T>[] randomSplit(double[] weights) {
    return randomSplit(weights, ThreadLocalRandom.current().nextLong());
  }

  /**
   * Splits the records by chance.
   *
   * @param weights how large each part is, in proportion to the others
   * @param seed gives the same parts of the same partitions
   * @return the parts, which have each record in one of them
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array, as Spark gives it
  public RDD<T>[] randomSplit(double[] weights, long seed) {
    RDD<T>[] parts = new RDD[weights.length];
    var nodes = Sampling.split(node(), weights, seed);
    for (var part = 0; part < parts.length; part++) {
      parts[part] = withNode(nodes.get(part));
    }
    return parts;
  }

  @Override
  RDD<T> withNode(Node next) {
    return new RDD<>(runner(), next);
  }
}

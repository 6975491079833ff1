package dev.sluice.rdd;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.DoubleFlatMapFunction;
import dev.sluice.function.DoubleFunction;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;

/**
 * Transformations whose results are numbers.
 *
 * @param <T> type of the records
 */
abstract class DoubleTransformations<T> extends SampleActions<T> {
  DoubleTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Maps each record to a number.
   *
   * @param function the function
   * @return the data set of the numbers
   */
  public final DoubleRDD mapToDouble(DoubleFunction<T> function) {
    return new DoubleRDD(
        runner(),
        new NarrowNode.MapNode(
            here("mapToDouble"), node(), (Function<T, Double>) record -> function.call(record)));
  }

  /**
   * Maps each record to any number of numbers.
   *
   * @param function the function
   * @return the data set of the numbers
   */
  public final DoubleRDD flatMapToDouble(DoubleFlatMapFunction<T> function) {
    return new DoubleRDD(
        runner(),
        new NarrowNode.FlatMapNode(
            here("flatMapToDouble"),
            node(),
            (FlatMapFunction<T, Double>) record -> function.call(record)));
  }

  /**
   * Maps each partition to numbers.
   *
   * @param function the function of the partition's iterator
   * @return the data set of the numbers
   */
  public final DoubleRDD mapPartitionsToDouble(DoubleFlatMapFunction<Iterator<T>> function) {
    return mapPartitionsToDouble(function, false);
  }

  /**
   * Maps each partition to numbers.
   *
   * @param function the function of the partition's iterator
   * @param preservesPartitioning has no effect, as numbers have no keys
   * @return the data set of the numbers
   */
  public final DoubleRDD mapPartitionsToDouble(
      DoubleFlatMapFunction<Iterator<T>> function, boolean preservesPartitioning) {
    return new DoubleRDD(
        runner(),
        new NarrowNode.MapPartitionsNode(
            here("mapPartitionsToDouble"),
            node(),
            (FlatMapFunction<Iterator<T>, Double>) records -> function.call(records)));
  }
}

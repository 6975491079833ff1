package dev.sluice.rdd;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.runtime.RddRunner;

/**
 * Estimates of how many different values each key has, in a memory a key that depends on the
 * accuracy alone: 512 bytes for a relative standard deviation of 0.05, and with its inverse square.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class DistinctTransformations<K, V> extends CombineTransformations<K, V> {
  DistinctTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Estimates how many different values each key has.
   *
   * @param relativeSD the relative standard deviation of the estimate, at least 0.00026
   * @return one pair a key
   */
  public PairRDD<K, Long> countApproxDistinctByKey(double relativeSD) {
    return distinctByKey(relativeSD, Partitioning.DEFAULT);
  }

  /**
   * Estimates how many different values each key has.
   *
   * @param relativeSD the relative standard deviation of the estimate, at least 0.00026
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return one pair a key
   */
  public PairRDD<K, Long> countApproxDistinctByKey(double relativeSD, int numPartitions) {
    return distinctByKey(relativeSD, Partitioning.of(numPartitions));
  }

  /**
   * Estimates how many different values each key has.
   *
   * @param relativeSD the relative standard deviation of the estimate, at least 0.00026
   * @param partitioner says which partition a key belongs to
   * @return one pair a key
   */
  public PairRDD<K, Long> countApproxDistinctByKey(double relativeSD, Partitioner partitioner) {
    return distinctByKey(relativeSD, Partitioning.of(partitioner));
  }

  private PairRDD<K, Long> distinctByKey(double relativeSD, Partitioning partitioning) {
    var operation = "countApproxDistinctByKey";
    var bits = HyperLogLog.bits(relativeSD);
    Function<Object, byte[]> create = value -> HyperLogLog.add(HyperLogLog.empty(bits), value);
    Function2<byte[], Object, byte[]> add = HyperLogLog::add;
    Function2<byte[], byte[], byte[]> merge = HyperLogLog::merge;
    Function<byte[], Long> estimate = HyperLogLog::estimate;
    var registers =
        new ShuffleNode.CombineByKeyNode(
            here(operation), node(), create, add, merge, partitioning, true);
    return new PairRDD<>(
        runner(), new NarrowNode.MapValuesNode(here(operation), registers, estimate));
  }
}

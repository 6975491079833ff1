package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.graph.PartitionNodes;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import java.util.List;

/**
 * Transformations of each batch as a whole: its partitions, its size, its sum.
 *
 * @param <T> type of the records
 * @param <S> the stream's own type
 */
abstract class BatchOperations<T, S extends BatchOperations<T, S>> extends NarrowOperations<T, S> {
  BatchOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Gives each partition of each batch as one list.
   *
   * @return the stream of the lists; a batch without partitions gives none
   */
  public final DStream<List<T>> glom() {
    return new DStream<>(context(), PartitionNodes.glom(node()));
  }

  /**
   * Spreads the records of each batch evenly over partitions, to use more or fewer tasks for what
   * follows. Records of one partition do not stay together.
   *
   * @param numPartitions number of partitions that every batch has, also an empty one; from 1 to
   *     65536, and it may exceed {@code state.shards}
   * @return the stream in these partitions
   */
  public final S repartition(int numPartitions) {
    return withNode(new ShuffleNode.RepartitionNode(here("repartition"), node(), numPartitions));
  }

  /**
   * Counts the records of each batch.
   *
   * @return a stream of one record a batch, 0 for an empty one
   */
  public final DStream<Long> count() {
    return new DStream<>(context(), PartitionNodes.count(node()));
  }

  /**
   * Counts how often each record occurs in each batch.
   *
   * @return one pair of record and number for each different record of the batch
   */
  public final PairDStream<T, Long> countByValue() {
    return countByValue(0);
  }

  /**
   * Counts how often each record occurs in each batch.
   *
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return one pair of record and number for each different record of the batch
   */
  public final PairDStream<T, Long> countByValue(int numPartitions) {
    return new PairDStream<>(
        context(), PartitionNodes.countByValue(node(), Partitioning.of(numPartitions)));
  }

  /**
   * Reduces the records of each batch to one.
   *
   * @param function associative and commutative
   * @return a stream of one record a batch, none for an empty one
   */
  public final DStream<T> reduce(Function2<T, T, T> function) {
    return new DStream<>(context(), PartitionNodes.reduce(node(), function));
  }
}

package dev.sluice.rdd;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.StorageLevel;
import dev.sluice.function.Function;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.Sampling;
import dev.sluice.graph.SetNodes;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.graph.SortNodes;
import dev.sluice.graph.UnionNode;
import dev.sluice.runtime.RddRunner;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Transformations whose result is a data set of the same kind. A {@code numPartitions} of 0 means
 * the default parallelism.
 *
 * @param <T> type of the records
 * @param <S> the data set's own type
 */
abstract class SelfTransformations<T, S extends SelfTransformations<T, S>> extends RDDLike<T> {
  SelfTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  abstract S withNode(Node next);

  /**
   * Has the executors keep the data set when it is used for the first time, by an action or by the
   * result of a transform function; what uses it later, also by way of other data sets, reads what
   * is kept. It is kept until {@link #unpersist}, until the program no longer has it, or, if it is
   * made from the data set that an output operation was given, until that operation returns.
   *
   * <p>Every level means memory of one executor, as bytes, whatever it asks for. A data set that
   * does not fit into {@code datasets.memoryBytes} of each executor is not kept, which is logged,
   * and is computed by each use. What is lost with an executor is computed again. What is made from
   * the data set that a transform function is given is computed by each action in it, and once by
   * the batch.
   *
   * @param level any; with {@link StorageLevel#NONE} the same as {@link #unpersist}
   * @return this data set
   */
  public final S persist(StorageLevel level) {
    node().info().setStorageLevel(level);
    if (level.equals(StorageLevel.NONE)) {
      runner().release(node());
    }
    return withNode(node());
  }

  /** {@return this data set, kept once it is used; see {@link #persist}} */
  public final S cache() {
    return persist(StorageLevel.MEMORY_ONLY);
  }

  /** {@return this data set, no longer kept: each use computes it} */
  public final S unpersist() {
    return persist(StorageLevel.NONE);
  }

  /**
   * Does the same as {@link #unpersist()}; batches and actions that read the data set already go on
   * to do so.
   *
   * @param blocking has no effect; kept so that Spark programs compile
   * @return this data set
   */
  public final S unpersist(boolean blocking) {
    return unpersist();
  }

  /**
   * Names the data set in {@link #toString}, {@link #toDebugString} and messages.
   *
   * @param name the name
   * @return this data set
   */
  public final S setName(String name) {
    node().info().setName(name);
    return withNode(node());
  }

  /** {@return what {@link #persist} was called with, or nowhere} */
  public final StorageLevel getStorageLevel() {
    return node().info().storageLevel().orElse(StorageLevel.NONE);
  }

  /**
   * Keeps the records for which a function says so.
   *
   * @param function the predicate
   * @return the data set of the records kept
   */
  public final S filter(Function<T, Boolean> function) {
    return withNode(new NarrowNode.FilterNode(here("filter"), node(), function));
  }

  /**
   * Adds the records of another data set behind those of this one.
   *
   * @param other the other data set
   * @return the data set of both
   */
  public final S union(S other) {
    return withNode(new UnionNode(here("union"), List.of(node(), other.node())));
  }

  /** {@return the different records} */
  public final S distinct() {
    return distinct(0);
  }

  /**
   * Gives the different records.
   *
   * @param numPartitions number of partitions of the result
   * @return each record once
   */
  public final S distinct(int numPartitions) {
    return withNode(SetNodes.distinct(node(), Partitioning.of(numPartitions)));
  }

  /**
   * Gives the records that both data sets have.
   *
   * @param other the other data set
   * @return each such record once
   */
  public final S intersection(S other) {
    return withNode(SetNodes.intersection(node(), other.node()));
  }

  /**
   * Gives the records that the other data set lacks.
   *
   * @param other the other data set
   * @return these records, as often as they are here
   */
  public final S subtract(S other) {
    return subtract(other, 0);
  }

  /**
   * Gives the records that the other data set lacks.
   *
   * @param other the other data set
   * @param numPartitions number of partitions of the result
   * @return these records, as often as they are here
   */
  public final S subtract(S other, int numPartitions) {
    return withNode(SetNodes.subtract(node(), other.node(), Partitioning.of(numPartitions)));
  }

  /**
   * Gives the records that the other data set lacks.
   *
   * @param other the other data set
   * @param partitioner says which partition a record belongs to
   * @return these records, as often as they are here
   */
  public final S subtract(S other, Partitioner partitioner) {
    return withNode(SetNodes.subtract(node(), other.node(), Partitioning.of(partitioner)));
  }

  /**
   * Takes some of the records, by chance; another sample at each call.
   *
   * @param withReplacement whether a record may be taken several times
   * @param fraction the chance of each record, or how often it is taken on average
   * @return the sample
   */
  public final S sample(boolean withReplacement, double fraction) {
    return sample(withReplacement, fraction, ThreadLocalRandom.current().nextLong());
  }

  /**
   * Takes some of the records, by chance.
   *
   * @param withReplacement whether a record may be taken several times
   * @param fraction the chance of each record, or how often it is taken on average
   * @param seed gives the same sample of the same partitions
   * @return the sample
   */
  public final S sample(boolean withReplacement, double fraction, long seed) {
    return withNode(Sampling.of(node(), withReplacement, fraction, seed));
  }

  /**
   * Spreads the records evenly over partitions.
   *
   * @param numPartitions exact number of partitions, from 1 to 65536
   * @return the data set in these partitions
   */
  public final S repartition(int numPartitions) {
    return withNode(new ShuffleNode.RepartitionNode(here("repartition"), node(), numPartitions));
  }

  /**
   * Does the same as {@link #repartition}: records are spread evenly, and there are exactly as many
   * partitions, also if there were fewer before.
   *
   * @param numPartitions exact number of partitions, from 1 to 65536
   * @return the data set in these partitions
   */
  public final S coalesce(int numPartitions) {
    return coalesce(numPartitions, true);
  }

  /**
   * See {@link #coalesce(int)}.
   *
   * @param numPartitions exact number of partitions, from 1 to 65536
   * @param shuffle has no effect; kept so that Spark programs compile
   * @return the data set in these partitions
   */
  public final S coalesce(int numPartitions, boolean shuffle) {
    return withNode(new ShuffleNode.RepartitionNode(here("coalesce"), node(), numPartitions));
  }

  /**
   * Sorts the records by a key. The partitions of the result are ranges of about the same size;
   * each is sorted by a task of its own, in its memory. Equal keys are all in one range, and their
   * records in the order of the input.
   *
   * @param function makes the key of a record, which must be {@link Comparable}
   * @param ascending whether the least key comes first
   * @param numPartitions number of partitions of the result, which follow each other in order; 0
   *     for the default parallelism
   * @param <K> type of the keys
   * @return the sorted data set
   */
  public final <K> S sortBy(Function<T, K> function, boolean ascending, int numPartitions) {
    return withNode(SortNodes.sortBy(node(), function, ascending, numPartitions));
  }
}

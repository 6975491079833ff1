package dev.sluice.worker.plan;

import dev.sluice.Partitioner;
import java.io.Serializable;
import java.util.List;

/**
 * The way of records from some stages to the partitions of another one.
 *
 * @param id place in the plan's list
 * @param fromStages the stages that send
 * @param toStage the stage that reads
 * @param input place among the inputs of that stage
 * @param partitions number of partitions
 * @param routing how a record finds its partition
 */
public record ExchangeSpec(
    int id, List<Integer> fromStages, int toStage, int input, int partitions, Routing routing)
    implements Serializable {
  /** Copies the list. */
  public ExchangeSpec {
    fromStages = List.copyOf(fromStages);
  }

  /** How a record finds its partition. */
  public sealed interface Routing extends Serializable {
    /** By its key's hash code: its shard, or at once when there are more partitions than shards. */
    Routing KEY = new Key();

    /** All to partition 0. */
    Routing GATHER = new Gather();

    /** To a partition of the same executor where there is one; which one does not matter. */
    Routing FORWARD = new Forward();

    /** To each partition in turn. */
    Routing SPREAD = new Spread();

    /** See {@link #KEY}. */
    record Key() implements Routing {}

    /** See {@link #GATHER}. */
    record Gather() implements Routing {}

    /** See {@link #FORWARD}. */
    record Forward() implements Routing {}

    /** See {@link #SPREAD}. */
    record Spread() implements Routing {}

    /** By its key, where the program's partitioner says. */
    record By(Partitioner partitioner) implements Routing {}
  }
}

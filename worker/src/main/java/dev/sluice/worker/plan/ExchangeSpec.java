package dev.sluice.worker.plan;

import java.io.Serializable;
import java.util.List;

/**
 * The way of records from some stages to the partitions of another one.
 *
 * @param id place in the plan's list
 * @param fromStages the stages that send
 * @param toStage the stage that reads
 * @param partitions number of partitions
 * @param routing how a record finds its partition
 */
public record ExchangeSpec(
    int id, List<Integer> fromStages, int toStage, int partitions, Routing routing)
    implements Serializable {
  /** Copies the list. */
  public ExchangeSpec {
    fromStages = List.copyOf(fromStages);
  }

  /** How a record finds its partition. */
  public enum Routing {
    /** By its key's shard. */
    KEY,
    /** All to partition 0. */
    GATHER,
    /** To a partition of the same executor where there is one; which one does not matter. */
    FORWARD
  }
}

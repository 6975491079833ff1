package dev.sluice.worker.plan;

import java.io.Serializable;
import java.util.List;

/**
 * Operators that run one after the other without leaving the lane.
 *
 * @param id place in the plan's list
 * @param partitions number of partitions; 0 for stage 0, whose partitions are the batch's tasks
 * @param inputs the exchanges it reads, in order of its inputs; none for stage 0
 * @param operators in topological order; of a stage behind an exchange the first one is its head
 */
public record Stage(int id, int partitions, List<Integer> inputs, List<OperatorSpec> operators)
    implements Serializable {
  /** Copies the lists. */
  public Stage {
    inputs = List.copyOf(inputs);
    operators = List.copyOf(operators);
  }
}

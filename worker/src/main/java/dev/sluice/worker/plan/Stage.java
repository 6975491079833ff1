package dev.sluice.worker.plan;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/**
 * Operators that run one after the other without leaving the lane.
 *
 * @param id place in the plan's list
 * @param partitions number of partitions; 0 for stage 0, whose partitions are the batch's tasks
 * @param input the exchange it reads; {@link #NO_EXCHANGE} for stage 0
 * @param operators in topological order; of a stage behind an exchange the first one is its head
 */
public record Stage(int id, int partitions, int input, List<OperatorSpec> operators)
    implements Serializable {
  /** Stage 0 reads no exchange. */
  public static final int NO_EXCHANGE = -1;

  /** Copies the list. */
  public Stage {
    operators = List.copyOf(operators);
  }

  /** The exchange that this stage reads, or empty for stage 0. */
  public OptionalInt inputExchange() {
    return input == NO_EXCHANGE ? OptionalInt.empty() : OptionalInt.of(input);
  }
}

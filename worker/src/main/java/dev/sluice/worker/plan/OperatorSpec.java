package dev.sluice.worker.plan;

import java.io.Serializable;
import java.util.List;

/**
 * One operator of a stage.
 *
 * @param id unique in the plan
 * @param name the operation and its call site, for errors
 * @param operation what it does
 * @param slideBatches it runs in every batch whose index is a multiple of this
 * @param next the operators of the same stage that get what it gives
 */
public record OperatorSpec(
    int id, String name, Operation operation, int slideBatches, List<Integer> next)
    implements Serializable {
  /** Copies the list. */
  public OperatorSpec {
    next = List.copyOf(next);
  }
}

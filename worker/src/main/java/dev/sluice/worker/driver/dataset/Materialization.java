package dev.sluice.worker.driver.dataset;

import dev.sluice.graph.Node;
import dev.sluice.worker.driver.workers.HeldPiece;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A data set as executors have computed it.
 *
 * @param generation the generation in which that was
 * @param pieces its partitions, in order
 * @param ofOperation whether it is made from what an output operation was given
 * @param isValid whether that operation is still being called; true for other data sets
 */
public record Materialization(
    long generation, List<HeldPiece> pieces, boolean ofOperation, BooleanSupplier isValid) {
  /** Has executors compute data sets. */
  @FunctionalInterface
  public interface Runner {
    /** Has the executors keep a data set, as an action that the caller waits for. */
    Materialization materialize(Node node, String hold);
  }

  /** Copies the list. */
  public Materialization {
    pieces = List.copyOf(pieces);
  }

  boolean isComplete() {
    return pieces.stream().noneMatch(piece -> piece.piece().getNotKept());
  }
}

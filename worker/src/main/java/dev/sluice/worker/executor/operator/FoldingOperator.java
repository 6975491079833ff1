package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OperatorSpec;
import java.util.function.Supplier;

/**
 * An operator that folds the records of a partition as they come, even before the partition begins,
 * and gives its results at the partition's end.
 *
 * @param <T> what they are folded into
 */
public abstract class FoldingOperator<T> extends Operator {
  private final Supplier<T> maker;
  private T folded;

  FoldingOperator(OperatorSpec spec, Supplier<T> maker) {
    super(spec);
    this.maker = maker;
    this.folded = maker.get();
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    folded = maker.get();
  }

  @Override
  public final void accept(Object record) {
    fold(0, record, folded);
  }

  /** Makes what the records of a partition are folded into. */
  public final T make() {
    return maker.get();
  }

  /**
   * Folds a record of a batch that has not ended yet.
   *
   * @param input which of the stage's inputs it came by; most operators have one only
   */
  public abstract void fold(int input, Object record, T into);

  /** Takes what was folded while the records came in, in place of its own empty one. */
  public final void adopt(T complete) {
    folded = complete;
  }

  /** Gives away what the partition's records were folded into. */
  final T take() {
    var complete = folded;
    folded = maker.get();
    return complete;
  }
}

package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OperatorSpec;

/**
 * An operator that folds the records of a partition by key as they come, even before the partition
 * begins, and gives its results at the partition's end.
 */
public abstract class FoldingOperator extends Operator {
  private KeyTable table = new KeyTable();

  FoldingOperator(OperatorSpec spec) {
    super(spec);
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    table = new KeyTable();
  }

  @Override
  public final void accept(Object record) {
    fold(record, table);
  }

  /** Folds a record into the table of a batch that has not ended yet. */
  public abstract void fold(Object record, KeyTable into);

  /** Folds a record of one of the stage's inputs; most operators have one only. */
  public void fold(int input, Object record, KeyTable into) {
    fold(record, into);
  }

  /** Takes a table that was folded while the records came in, in place of its own empty one. */
  public final void adopt(KeyTable folded) {
    table = folded;
  }

  /** Gives the partition's table away. */
  final KeyTable takeTable() {
    var folded = table;
    table = new KeyTable();
    return folded;
  }
}

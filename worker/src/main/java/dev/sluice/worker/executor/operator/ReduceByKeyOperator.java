package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.OperatorSpec;

/** Reduces each key of a partition; the results come at its end. */
public final class ReduceByKeyOperator extends Operator {
  private final Function2<Object, Object, Object> function;
  private KeyTable table = new KeyTable();

  ReduceByKeyOperator(OperatorSpec spec, Function2<Object, Object, Object> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    table = new KeyTable();
  }

  @Override
  public void accept(Object record) {
    fold(record, table);
  }

  /** Folds a record into the table of a batch that has not ended yet. */
  public void fold(Object record, KeyTable into) {
    var pair = (Tuple2<?, ?>) record;
    try {
      into.merge(pair._1(), pair._2(), function);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }

  /** Takes a table that was folded while the records came in, in place of its own empty one. */
  public void adopt(KeyTable folded) {
    table = folded;
  }

  @Override
  public void endPartition() {
    var results = table;
    table = new KeyTable();
    if (isActive()) {
      results.forEach((key, value) -> emit(new Tuple2<>(key, value)));
    }
  }
}

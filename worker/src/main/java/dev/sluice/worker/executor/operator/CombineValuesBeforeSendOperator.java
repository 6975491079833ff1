package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;

/** Combines what this lane has of each key, so that less is sent. */
final class CombineValuesBeforeSendOperator extends Operator {
  /** Bounds the memory of a batch with very many keys; combining in parts changes no result. */
  private static final int MOST_KEYS = 1 << 18;

  private final Operation.CombineValuesBeforeSend operation;
  private final KeyTable table = new KeyTable();

  CombineValuesBeforeSendOperator(OperatorSpec spec, Operation.CombineValuesBeforeSend operation) {
    super(spec);
    this.operation = operation;
  }

  @Override
  public boolean isOutlet() {
    return true;
  }

  @Override
  public void accept(Object record) {
    var pair = (Tuple2<?, ?>) record;
    var key = pair._1();
    try {
      table.combine(key, pair._2(), operation.create(), operation.mergeValue());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failedAt(key, e);
    }
    if (table.size() >= MOST_KEYS) {
      flush();
    }
  }

  @Override
  public void endBatch(BatchScope batch) {
    super.endBatch(batch);
    flush();
  }

  private void flush() {
    table.forEach((key, value) -> emit(new Tuple2<>(key, value)));
    table.clear();
  }
}

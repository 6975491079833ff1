package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;

/** Combines the values of each key of a partition; the results come at its end. */
final class CombineByKeyOperator extends FoldingOperator<KeyTable> {
  private final Operation.CombineByKey operation;

  CombineByKeyOperator(OperatorSpec spec, Operation.CombineByKey operation) {
    super(spec, KeyTable::new);
    this.operation = operation;
  }

  @Override
  public void fold(int input, Object record, KeyTable into) {
    var pair = (Tuple2<?, ?>) record;
    var key = pair._1();
    try {
      into.combine(key, pair._2(), operation.create(), operation.mergeValue());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failedAt(key, e);
    }
  }

  @Override
  public void endPartition() {
    var results = take();
    if (isActive()) {
      results.forEach((key, value) -> emit(new Tuple2<>(key, value)));
    }
  }
}

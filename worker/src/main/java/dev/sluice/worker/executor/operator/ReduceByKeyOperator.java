package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.OperatorSpec;

/** Reduces each key of a partition; the results come at its end. */
final class ReduceByKeyOperator extends FoldingOperator<KeyTable> {
  private final Function2<Object, Object, Object> function;

  ReduceByKeyOperator(OperatorSpec spec, Function2<Object, Object, Object> function) {
    super(spec, KeyTable::new);
    this.function = function;
  }

  @Override
  public void fold(int input, Object record, KeyTable into) {
    var pair = (Tuple2<?, ?>) record;
    var key = pair._1();
    try {
      into.merge(key, pair._2(), function);
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

package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function;
import dev.sluice.worker.plan.OperatorSpec;

/** One record in, one out. */
final class MapOperator extends Operator {
  private final Function<Object, Object> function;

  MapOperator(OperatorSpec spec, Function<Object, Object> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void accept(Object record) {
    Object result;
    try {
      result = function.call(record);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
    next().accept(result);
  }
}

package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function;
import dev.sluice.worker.plan.OperatorSpec;

/** Keeps the records for which the function says so. */
final class FilterOperator extends Operator {
  private final Function<Object, Boolean> function;

  FilterOperator(OperatorSpec spec, Function<Object, Boolean> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void accept(Object record) {
    boolean keep;
    try {
      keep = function.call(record);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
    if (keep) {
      next().accept(record);
    }
  }
}

package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.worker.plan.OperatorSpec;

/** One pair in, one with the same key out. */
final class MapValuesOperator extends Operator {
  private final Function<Object, Object> function;

  MapValuesOperator(OperatorSpec spec, Function<Object, Object> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void accept(Object record) {
    var pair = (Tuple2<?, ?>) record;
    Object result;
    try {
      result = function.call(pair._2());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
    var changed = new Tuple2<>(pair._1(), result);
    next().accept(changed);
  }
}

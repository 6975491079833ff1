package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.Iterator;

/** One pair in, any number with the same key out; the function's iterator is user code too. */
final class FlatMapValuesOperator extends Operator {
  private final FlatMapFunction<Object, Object> function;

  FlatMapValuesOperator(OperatorSpec spec, FlatMapFunction<Object, Object> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void accept(Object record) {
    var pair = (Tuple2<?, ?>) record;
    var results = call(pair._2());
    while (hasNext(results)) {
      olderWork().takeTurn();
      emit(new Tuple2<>(pair._1(), next(results)));
    }
  }

  private Iterator<Object> call(Object value) {
    try {
      return function.call(value);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }

  private boolean hasNext(Iterator<Object> results) {
    try {
      return results.hasNext();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }

  private Object next(Iterator<Object> results) {
    try {
      return results.next();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }
}

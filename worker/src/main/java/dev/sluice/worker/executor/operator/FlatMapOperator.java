package dev.sluice.worker.executor.operator;

import dev.sluice.function.FlatMapFunction;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.Iterator;

/** One record in, any number out; the iterator of the function is user code too. */
final class FlatMapOperator extends Operator {
  private final FlatMapFunction<Object, Object> function;

  FlatMapOperator(OperatorSpec spec, FlatMapFunction<Object, Object> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void accept(Object record) {
    var results = call(record);
    while (hasNext(results)) {
      var result = next(results);
      olderWork().takeTurn();
      next().accept(result);
    }
  }

  private Iterator<Object> call(Object record) {
    try {
      return function.call(record);
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

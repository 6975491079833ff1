package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.OperatorSpec;

/** Reduces what this lane has of each key, so that less is sent. */
final class CombineBeforeSendOperator extends Operator {
  /** Bounds the memory of a batch with very many keys; reducing in parts changes no result. */
  private static final int MOST_KEYS = 1 << 18;

  private final Function2<Object, Object, Object> function;
  private final ReducingTable table = new ReducingTable();

  CombineBeforeSendOperator(OperatorSpec spec, Function2<Object, Object, Object> function) {
    super(spec);
    this.function = function;
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
      table.merge(key, pair._2(), function);
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

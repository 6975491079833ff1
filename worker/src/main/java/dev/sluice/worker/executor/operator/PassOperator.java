package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OperatorSpec;
import java.util.List;

/** Hands records on. */
final class PassOperator extends Operator {
  PassOperator(OperatorSpec spec) {
    super(spec);
  }

  @Override
  public void accept(Object record) {
    emit(record);
  }

  @Override
  public void acceptAll(List<?> records) {
    next().acceptAll(records);
  }
}

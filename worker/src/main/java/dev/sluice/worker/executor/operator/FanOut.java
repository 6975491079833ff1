package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OperatorSpec;
import java.util.List;

/** Stands before the operators that follow another one, unless that is a single one. */
final class FanOut extends Operator {
  private final Operator[] targets;

  FanOut(OperatorSpec spec, List<Operator> targets) {
    super(spec);
    this.targets = targets.toArray(Operator[]::new);
  }

  @Override
  public void accept(Object record) {
    for (var target : targets) {
      target.accept(record);
    }
  }

  @Override
  public void acceptAll(List<?> records) {
    for (var target : targets) {
      target.acceptAll(records);
    }
  }
}

package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.List;

/** Holds what a task gives to the operator behind it until it is taken. */
public final class HoldOperator extends Operator {
  private List<Object> records = new ArrayList<>();

  HoldOperator(OperatorSpec spec) {
    super(spec);
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    records = new ArrayList<>();
  }

  @Override
  public void accept(Object record) {
    records.add(record);
  }

  /** Gives away what was held of the task. */
  public List<Object> take() {
    var held = records;
    records = new ArrayList<>();
    return held;
  }
}

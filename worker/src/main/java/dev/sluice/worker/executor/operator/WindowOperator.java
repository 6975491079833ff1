package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import dev.sluice.worker.plan.WindowSpan;
import java.util.ArrayList;
import java.util.List;

/** Keeps the records of the last batches of a partition and gives them when the window slides. */
final class WindowOperator extends Operator {
  private final int state;
  private final WindowSpan span;
  private final StateAccess access;
  private List<Object> records = new ArrayList<>();

  WindowOperator(OperatorSpec spec, Operation.Window operation, StateAccess access) {
    super(spec);
    this.state = operation.state();
    this.span = operation.span();
    this.access = access;
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

  @Override
  public void endPartition() {
    var batch = scope().batch();
    var ring = new BatchRing(access.slots(state, partition()), span);
    ring.remove(batch - span.windowBatches());
    if (!records.isEmpty() && span.hasBatch(batch)) {
      ring.put(batch, records);
    }
    records = new ArrayList<>();
    if (isActive()) {
      for (var index = Math.max(1, batch - span.windowBatches() + 1); index <= batch; index++) {
        var list = ring.get(index);
        if (list != null) {
          list.forEach(this::emit);
        }
      }
    }
  }
}

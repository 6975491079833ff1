package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the records of the last batches of a partition; its slot of state holds a list a batch,
 * under the batch's index.
 */
final class WindowOperator extends Operator {
  private final int state;
  private final int windowBatches;
  private final StateAccess access;
  private List<Object> records = new ArrayList<>();

  WindowOperator(OperatorSpec spec, Operation.Window operation, StateAccess access) {
    super(spec);
    this.state = operation.state();
    this.windowBatches = operation.windowBatches();
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
    var kept = access.slots(state, partition()).get(0);
    if (!records.isEmpty()) {
      kept.put(batch, records);
    }
    records = new ArrayList<>();
    var expired = new ArrayList<Object>();
    kept.forEach(
        (key, list) -> {
          if ((Long) key <= batch - windowBatches) {
            expired.add(key);
          }
        });
    expired.forEach(kept::remove);
    if (isActive()) {
      for (var index = Math.max(1, batch - windowBatches + 1); index <= batch; index++) {
        var list = (List<?>) kept.get(index);
        if (list != null) {
          list.forEach(this::emit);
        }
      }
    }
  }
}

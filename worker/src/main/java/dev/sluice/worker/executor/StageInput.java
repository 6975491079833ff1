package dev.sluice.worker.executor;

import dev.sluice.worker.executor.operator.KeyTable;
import dev.sluice.worker.executor.operator.Operator;
import dev.sluice.worker.executor.operator.ReduceByKeyOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has come in for the partitions of one lane of a stage, by batch, until the batch's markers
 * are in. A reducing head folds at once; others keep the records. Owned by the lane's thread.
 */
final class StageInput {
  private record Slot(long batch, int partition) {}

  private final Operator head;
  private final Map<Slot, KeyTable> tables = new HashMap<>();
  private final Map<Slot, List<Object>> lists = new HashMap<>();

  StageInput(Operator head) {
    this.head = head;
  }

  void add(long batch, int partition, Object record) {
    var slot = new Slot(batch, partition);
    if (head instanceof ReduceByKeyOperator reduce) {
      reduce.fold(record, tables.computeIfAbsent(slot, key -> new KeyTable()));
    } else {
      lists.computeIfAbsent(slot, key -> new ArrayList<>()).add(record);
    }
  }

  /** Pushes what has come in for a partition into the head. */
  void release(long batch, int partition) {
    var slot = new Slot(batch, partition);
    if (head instanceof ReduceByKeyOperator reduce) {
      var table = tables.remove(slot);
      if (table != null) {
        reduce.adopt(table);
      }
      return;
    }
    var list = lists.remove(slot);
    if (list != null) {
      list.forEach(head::accept);
    }
  }
}

package dev.sluice.worker.executor;

import dev.sluice.worker.executor.operator.FoldingOperator;
import dev.sluice.worker.executor.operator.KeyTable;
import dev.sluice.worker.executor.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come in for the partitions of one lane of a stage, by batch, until the batch's markers
 * are in. A folding head folds at once; others keep the records. Owned by the lane's thread.
 */
final class StageInput {
  private record Slot(long batch, int partition) {}

  /** What has come in for one partition of one batch. */
  private record Received(Slot slot, KeyTable table, List<Object> records) {
    Received(Slot slot) {
      this(slot, new KeyTable(), new ArrayList<>());
    }

    boolean isOf(long batch, int partition) {
      return slot.batch == batch && slot.partition == partition;
    }
  }

  private final Operator head;
  private final Map<Slot, Received> received = new HashMap<>();
  private @Nullable Received last;

  StageInput(Operator head) {
    this.head = head;
  }

  void add(long batch, int partition, int input, Object record) {
    var target = of(batch, partition);
    if (head instanceof FoldingOperator folding) {
      folding.fold(input, record, target.table);
    } else {
      target.records.add(record);
    }
  }

  /** Pushes what has come in for a partition into the head. */
  void release(long batch, int partition) {
    last = null;
    var complete = received.remove(new Slot(batch, partition));
    if (complete == null) {
      return;
    }
    if (head instanceof FoldingOperator folding) {
      folding.adopt(complete.table);
    } else {
      complete.records.forEach(head::accept);
    }
  }

  /** Records come in runs for one partition, so the one of the record before is tried first. */
  private Received of(long batch, int partition) {
    var found = last;
    if (found == null || !found.isOf(batch, partition)) {
      found = received.computeIfAbsent(new Slot(batch, partition), Received::new);
      last = found;
    }
    return found;
  }
}

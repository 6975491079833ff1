package dev.sluice.worker.executor;

import dev.sluice.worker.executor.operator.FoldingOperator;
import dev.sluice.worker.executor.operator.Operator;
import dev.sluice.worker.executor.operator.RecordList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come in for the partitions of one lane of a stage, by batch, until the batch's markers
 * are in. A folding head folds at once; others keep the records. Owned by the lane's thread.
 */
final class StageInput {
  private record Slot(long batch, int partition) {}

  /** What has come in for one partition of one batch: folded, or a list of records. */
  private record Received(Slot slot, Object content) {
    boolean isOf(long batch, int partition) {
      return slot.batch == batch && slot.partition == partition;
    }
  }

  private final Operator head;
  private final @Nullable FoldingOperator<Object> folding;
  private final Map<Slot, Received> received = new HashMap<>();
  private @Nullable Received last;

  @SuppressWarnings("unchecked") // it gets back what it has made
  StageInput(Operator head) {
    this.head = head;
    this.folding =
        head instanceof FoldingOperator<?> operator ? (FoldingOperator<Object>) operator : null;
  }

  void add(long batch, int partition, int input, Object record) {
    var content = of(batch, partition).content;
    if (folding != null) {
      folding.fold(input, record, content);
    } else {
      ((RecordList) content).add(record);
    }
  }

  /** Pushes what has come in for a partition into the head. */
  void release(long batch, int partition) {
    last = null;
    var complete = received.remove(new Slot(batch, partition));
    if (complete == null) {
      return;
    }
    if (folding != null) {
      folding.adopt(complete.content);
    } else {
      head.acceptAll((RecordList) complete.content);
    }
  }

  private Received begin(Slot slot) {
    return new Received(slot, folding == null ? new RecordList() : folding.make());
  }

  /** Records come in runs for one partition, so the one of the record before is tried first. */
  private Received of(long batch, int partition) {
    var found = last;
    if (found == null || !found.isOf(batch, partition)) {
      found = received.computeIfAbsent(new Slot(batch, partition), this::begin);
      last = found;
    }
    return found;
  }
}

package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.WindowSpan;
import dev.sluice.worker.state.StateShard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists that a partition keeps of the last batches. They are spread over the partition's slots
 * of state, so that a checkpoint writes only what is new. Owned by the lane's thread.
 */
final class BatchRing {
  private final List<StateShard> slots;
  private final WindowSpan span;

  BatchRing(List<StateShard> slots, WindowSpan span) {
    this.slots = slots;
    this.span = span;
  }

  /** Gives the list of a batch, or {@code null}. */
  @SuppressWarnings("unchecked") // nothing else is put
  @Nullable List<Object> get(long batch) {
    return (List<Object>) slot(batch).get(batch);
  }

  /** Keeps the list of a batch. */
  void put(long batch, List<Object> list) {
    slot(batch).put(batch, list);
  }

  /** Forgets the list of a batch and gives it, or {@code null}. */
  @SuppressWarnings("unchecked") // nothing else is put
  @Nullable List<Object> remove(long batch) {
    return batch < 1 ? null : (List<Object>) slot(batch).remove(batch);
  }

  private StateShard slot(long batch) {
    return slots.get(span.slotOf(batch));
  }
}

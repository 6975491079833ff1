package dev.sluice.worker.executor.operator;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.plan.OperatorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator of a stage on one lane. Owned by the lane's thread.
 *
 * <p>For each partition of a batch the lane calls {@code startPartition} on all operators of the
 * stage, pushes records into the first one, and calls {@code endPartition} on all in topological
 * order; when it has no more partitions of the batch, {@code endBatch} likewise.
 */
public abstract class Operator implements RecordTarget {
  private static final BatchScope NO_BATCH = new BatchScope(0, 0, false, false);

  private final OperatorSpec spec;
  private OlderWork olderWork = OlderWork.NONE;
  private @Nullable Operator next;
  private BatchScope scope = NO_BATCH;
  private int partition;

  Operator(OperatorSpec spec) {
    this.spec = spec;
  }

  final void connect(List<Operator> downstream, OlderWork between) {
    next = downstream.size() == 1 ? downstream.get(0) : new FanOut(spec, downstream);
    olderWork = between;
  }

  @Override
  public void acceptAll(List<?> records) {
    records.forEach(
        record -> {
          olderWork.takeTurn();
          accept(record);
        });
  }

  /** A partition of a batch begins. */
  public void startPartition(BatchScope batch, int index) {
    scope = batch;
    partition = index;
  }

  /**
   * Whether what it takes leaves the task: it is sent, combined with that of other tasks, or put
   * out. What a task gives is held before these.
   */
  public boolean isOutlet() {
    return false;
  }

  /** The partition has no more records; what was held back is given now. */
  public void endPartition() {}

  /** This lane has no more partitions of the batch. */
  public void endBatch(BatchScope batch) {
    scope = batch;
  }

  /**
   * What takes this one's records. An operator that does little for a record calls it itself: its
   * class then has a profile of its own there, and the compiler can inline what usually follows it.
   * One call in {@link #emit} would be shared by all.
   */
  final Operator next() {
    return requireNonNull(next, "operators are connected first");
  }

  final void emit(Object record) {
    next().accept(record);
  }

  /** What may be done between two records that this operator gives. */
  final OlderWork olderWork() {
    return olderWork;
  }

  final OperatorSpec spec() {
    return spec;
  }

  final BatchScope scope() {
    return scope;
  }

  final int partition() {
    return partition;
  }

  /** Whether the operator's slide falls on this batch. */
  final boolean isActive() {
    return scope.batch() % spec.slideBatches() == 0;
  }

  /**
   * A key was hashed or compared; one that is null is what went wrong. Takes the key and not its
   * pair, which the compiler would have to make for this call alone.
   */
  final UserCodeException failedAt(@Nullable Object key, Throwable cause) {
    return failed(
        key == null
            ? new IllegalArgumentException("a key is null: filter such pairs out before")
            : cause);
  }

  final UserCodeException failed(Throwable cause) {
    return new UserCodeException(spec.name(), partition, cause);
  }
}

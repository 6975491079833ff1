package dev.sluice.worker.executor;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.worker.control.wire.AccumulatorUpdate;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.serialization.JobObjects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * One batch on this executor: what it consists of and what came of it. Thread-safe. Markers of
 * other executors may come before the driver's message.
 */
final class BatchRun {
  private final long batch;
  private final BatchProgress progress;
  private final Queue<SourceTask> tasks = new ConcurrentLinkedQueue<>();
  private final SourceAttempts attempts = new SourceAttempts();
  private final Queue<OutputPiece> pieces = new ConcurrentLinkedQueue<>();
  private final Queue<SlotSnapshot> snapshots = new ConcurrentLinkedQueue<>();
  private final Map<Long, AccumulatorV2<Object, Object>> accumulators = new HashMap<>();
  private final LongAdder inputRecords = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private final LongAdder stateEntries = new LongAdder();
  private volatile BatchScope scope;
  private volatile long snapshot;
  private volatile boolean withoutTasks;

  BatchRun(long batch, BatchProgress progress) {
    this.batch = batch;
    this.progress = progress;
    this.scope = new BatchScope(batch, 0, false, false);
  }

  /** Takes what the driver's message says. */
  void start(BatchScope batchScope, RunBatch message) {
    scope = batchScope;
    snapshot = message.getSnapshot();
    withoutTasks = message.getWithoutTasks();
    tasks.addAll(message.getTasksList());
  }

  long batch() {
    return batch;
  }

  BatchProgress progress() {
    return progress;
  }

  BatchScope scope() {
    return scope;
  }

  /** Whether no executor has a source task, and each of them knows that. */
  boolean isWithoutTasks() {
    return withoutTasks;
  }

  long snapshot() {
    return snapshot;
  }

  Queue<SourceTask> tasks() {
    return tasks;
  }

  /** Attempts at tasks whose output is held; there are no other {@link #tasks} then. */
  SourceAttempts attempts() {
    return attempts;
  }

  Queue<OutputPiece> pieces() {
    return pieces;
  }

  Queue<SlotSnapshot> snapshots() {
    return snapshots;
  }

  /** Takes what a lane's functions have added. */
  @SuppressWarnings("unchecked") // copies of one accumulator
  void accumulated(AccumulatorV2<?, ?> added) {
    synchronized (accumulators) {
      var known = accumulators.putIfAbsent(added.id(), (AccumulatorV2<Object, Object>) added);
      if (known != null) {
        known.merge((AccumulatorV2<Object, Object>) added);
      }
    }
  }

  /** What all lanes have added. */
  List<AccumulatorUpdate> accumulators() {
    synchronized (accumulators) {
      return accumulators.values().stream()
          .map(
              added ->
                  AccumulatorUpdate.newBuilder()
                      .setId(added.id())
                      .setContent(
                          UnsafeByteOperations.unsafeWrap(
                              JobObjects.write(added, "the value of " + added)))
                      .build())
          .toList();
    }
  }

  LongAdder inputRecords() {
    return inputRecords;
  }

  LongAdder busyNanos() {
    return busyNanos;
  }

  LongAdder stateEntries() {
    return stateEntries;
  }
}

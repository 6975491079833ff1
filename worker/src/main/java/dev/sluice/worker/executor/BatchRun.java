package dev.sluice.worker.executor;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.worker.control.wire.AccumulatorUpdate;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.serialization.JobObjects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far one batch is on this executor. Thread-safe. Markers of other executors may come before
 * the driver's message.
 */
final class BatchRun {
  private final long batch;
  private final Queue<SourceTask> tasks = new ConcurrentLinkedQueue<>();
  private final SourceAttempts attempts = new SourceAttempts();
  private final Queue<OutputPiece> pieces = new ConcurrentLinkedQueue<>();
  private final Queue<SlotSnapshot> snapshots = new ConcurrentLinkedQueue<>();
  private final AtomicIntegerArray lanesLeft;
  private final AtomicIntegerArray stagesLeftToSend;
  private final AtomicIntegerArray markersLeft;
  private final AtomicIntegerArray inputsLeft;
  private final AtomicInteger stagesLeft;
  private final Map<Long, AccumulatorV2<Object, Object>> accumulators = new HashMap<>();
  private final LongAdder inputRecords = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private final LongAdder stateEntries = new LongAdder();
  private volatile BatchScope scope;
  private volatile long snapshot;
  private volatile boolean withoutTasks;

  /**
   * Makes the beginning of a batch.
   *
   * @param lanes number of lanes that end each stage
   */
  BatchRun(long batch, Plan plan, int[] lanes, int executors) {
    this.batch = batch;
    this.scope = new BatchScope(batch, 0, false, false);
    this.stagesLeft = new AtomicInteger(plan.stages().size());
    this.lanesLeft = new AtomicIntegerArray(lanes);
    this.stagesLeftToSend =
        new AtomicIntegerArray(
            plan.exchanges().stream().mapToInt(e -> e.fromStages().size()).toArray());
    this.markersLeft =
        new AtomicIntegerArray(plan.exchanges().stream().mapToInt(e -> executors).toArray());
    this.inputsLeft =
        new AtomicIntegerArray(
            plan.stages().stream().mapToInt(stage -> stage.inputs().size()).toArray());
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

  /** Some lanes have done their part of a stage; returns whether they were the last ones. */
  boolean lanesDone(int stage, int lanes) {
    return lanesLeft.addAndGet(stage, -lanes) == 0;
  }

  /** A stage is done; returns whether nothing more will be sent to an exchange it feeds. */
  boolean stageSent(ExchangeSpec exchange) {
    return stagesLeftToSend.decrementAndGet(exchange.id()) == 0;
  }

  /** An executor has sent all; returns whether all that the reading stage waits for is in. */
  boolean markerArrived(ExchangeSpec exchange) {
    return markersLeft.decrementAndGet(exchange.id()) == 0
        && inputsLeft.decrementAndGet(exchange.toStage()) == 0;
  }

  /** No executor sends anything; returns whether all that the reading stage waits for is in. */
  boolean nothingComes(ExchangeSpec exchange) {
    markersLeft.set(exchange.id(), 0);
    return inputsLeft.decrementAndGet(exchange.toStage()) == 0;
  }

  /** A stage is done on all lanes; returns whether the batch is. */
  boolean stageDone() {
    return stagesLeft.decrementAndGet() == 0;
  }
}

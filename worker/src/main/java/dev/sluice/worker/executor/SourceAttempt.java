package dev.sluice.worker.executor;

import static java.util.Objects.requireNonNull;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.worker.control.wire.SourceTask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a source task. What it gives is held; it can be dropped at any time, and is
 * interrupted if a lane is at it. Thread-safe.
 */
final class SourceAttempt {
  /**
   * What an attempt gave.
   *
   * @param lane the lane that it ran on
   * @param inputRecords how many records it read
   * @param records by the operator that takes them
   * @param accumulated what its functions added to accumulators
   */
  record Output(
      Lane lane,
      long inputRecords,
      Map<Integer, List<Object>> records,
      List<AccumulatorV2<?, ?>> accumulated) {}

  private final SourceTask task;
  private @Nullable Thread thread;
  private @Nullable Output output;
  private volatile boolean dropped;

  SourceAttempt(SourceTask task) {
    this.task = task;
  }

  SourceTask task() {
    return task;
  }

  /** Work begins on this thread; returns false if there is no point in it any more. */
  synchronized boolean begin() {
    thread = Thread.currentThread();
    return !dropped;
  }

  /** Ends work that is of no use any more. Called for each record. */
  void check() {
    if (dropped) {
      throw new DroppedAttemptException();
    }
  }

  /** The attempt has come to its end; returns false if that is of no use any more. */
  synchronized boolean complete(Output given) {
    leave();
    output = given;
    return !dropped;
  }

  /** Work has failed; returns false if that does not matter, because it was dropped. */
  synchronized boolean fail() {
    leave();
    return !dropped;
  }

  /** An interrupt that came too late is gone, so that it disturbs nothing else of the lane. */
  private void leave() {
    thread = null;
    var unused = Thread.interrupted();
  }

  synchronized void drop() {
    dropped = true;
    output = null;
    var worker = thread;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** What it gave; only after {@link #complete}. */
  synchronized Output output() {
    return requireNonNull(output, "the attempt has not come to its end");
  }
}

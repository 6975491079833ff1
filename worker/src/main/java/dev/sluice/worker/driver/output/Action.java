package dev.sluice.worker.driver.output;

import com.google.protobuf.ByteString;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.control.wire.AccumulatorUpdate;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.workers.HeldPiece;
import dev.sluice.worker.plan.PlannedJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An action on its way. What it consists of never changes; how far it is, is owned by the event
 * loop.
 */
final class Action {
  private final PlannedJob planned;
  private final ByteString content;
  private final @Nullable OutputAttempt attempt;
  private final BatchComposition batch;
  private final Map<Integer, List<SourceTask>> data;
  private final CompletableFuture<List<HeldPiece>> result = new CompletableFuture<>();
  private final Set<String> waitingFor = new HashSet<>();
  private final List<HeldPiece> pieces = new ArrayList<>();
  private final List<AccumulatorUpdate> accumulators = new ArrayList<>();
  private int failures;
  private volatile long generation;

  /**
   * Makes an action.
   *
   * @param planned what is to be run
   * @param content the plan as bytes
   * @param attempt the release of output that it belongs to and must not outlive; null for none
   * @param batch what the batch reads whose data it reads; empty for none
   * @param data the tasks of data sets, by index of the source
   */
  Action(
      PlannedJob planned,
      ByteString content,
      @Nullable OutputAttempt attempt,
      BatchComposition batch,
      Map<Integer, List<SourceTask>> data) {
    this.planned = planned;
    this.content = content;
    this.attempt = attempt;
    this.batch = batch;
    this.data = Map.copyOf(data);
  }

  PlannedJob planned() {
    return planned;
  }

  ByteString content() {
    return content;
  }

  @Nullable OutputAttempt attempt() {
    return attempt;
  }

  BatchComposition batch() {
    return batch;
  }

  Map<Integer, List<SourceTask>> data() {
    return data;
  }

  CompletableFuture<List<HeldPiece>> result() {
    return result;
  }

  /** Begins an attempt; what an earlier one gave is forgotten. */
  void started(long inGeneration, Set<String> executors) {
    generation = inGeneration;
    pieces.clear();
    accumulators.clear();
    waitingFor.clear();
    waitingFor.addAll(executors);
  }

  /** The generation of the last attempt. */
  long generation() {
    return generation;
  }

  /** Takes in what one executor gives; completes the action if it was the last one. */
  boolean finished(String executor, BatchDone done) {
    if (!waitingFor.remove(executor)) {
      return false;
    }
    done.getOutputsList().forEach(piece -> pieces.add(new HeldPiece(executor, piece)));
    accumulators.addAll(done.getAccumulatorsList());
    return waitingFor.isEmpty();
  }

  /** What the tasks have added. */
  List<AccumulatorUpdate> accumulators() {
    return List.copyOf(accumulators);
  }

  void complete() {
    result.complete(List.copyOf(pieces));
  }

  void fail(RuntimeException failure) {
    result.completeExceptionally(failure);
  }

  /** Counts a failure; returns how many there were. */
  int failed() {
    return ++failures;
  }
}

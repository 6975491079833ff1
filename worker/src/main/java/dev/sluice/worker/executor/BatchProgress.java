package dev.sluice.worker.executor;

import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.Plan;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What the stages and exchanges of one batch still wait for on this executor. Thread-safe. */
final class BatchProgress {
  private final AtomicIntegerArray lanesLeft;
  private final AtomicIntegerArray stagesLeftToSend;
  private final AtomicIntegerArray markersLeft;
  private final AtomicIntegerArray inputsLeft;
  private final AtomicInteger stagesLeft;

  /**
   * Makes that of a batch of which nothing is done.
   *
   * @param lanes number of lanes that end each stage
   * @param executors number of executors that send a marker through each exchange
   */
  BatchProgress(Plan plan, int[] lanes, int executors) {
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

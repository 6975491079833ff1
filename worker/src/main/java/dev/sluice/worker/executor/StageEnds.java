package dev.sluice.worker.executor;

import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.Plan;
import java.util.List;

/**
 * How a batch comes to its end on this executor: a stage ends when all its lanes have, an exchange
 * when all stages that feed it have, and a stage that reads may end when each executor's marker has
 * come through each exchange before it. Thread-safe; whoever brings the last piece takes the step
 * that follows.
 */
final class StageEnds {
  /** What follows when something has come to its end. Any thread. */
  interface Steps {
    /** This executor sends no more through an exchange: the other executors are to know. */
    void announce(BatchRun batch, int exchange);

    /** A stage has all its input: its lanes, of which there are some, are to end it. */
    void finish(BatchRun batch, int stage);

    /** All stages have ended. */
    void complete(BatchRun batch);

    /** A step could not be taken. */
    void failed(BatchRun batch, RuntimeException failure);
  }

  private final Plan plan;
  private final int[] lanes;
  private final int executors;
  private final Steps steps;

  /**
   * Makes those of a plan in one generation.
   *
   * @param lanes number of lanes that end each stage
   * @param executors number of executors, this one included
   */
  StageEnds(Plan plan, int[] lanes, int executors, Steps steps) {
    this.plan = plan;
    this.lanes = lanes;
    this.executors = executors;
    this.steps = steps;
  }

  /** What a batch waits for of which nothing is done. */
  BatchProgress begin() {
    return new BatchProgress(plan, lanes, executors);
  }

  /** Some lanes have done their part of a stage. */
  void lanesDone(BatchRun batch, int stage, int count) {
    if (batch.progress().lanesDone(stage, count)) {
      ended(batch, stage);
    }
  }

  /** A marker of an executor has come, this one's own too; after the records it stands for. */
  void markerArrived(BatchRun batch, int exchange) {
    var spec = plan.exchanges().get(exchange);
    if (batch.progress().markerArrived(spec)) {
      inputsComplete(batch, spec.toStage());
    }
  }

  private void inputsComplete(BatchRun batch, int stage) {
    if (lanes[stage] == 0) {
      ended(batch, stage);
    } else {
      steps.finish(batch, stage);
    }
  }

  private void ended(BatchRun batch, int stage) {
    try {
      for (var exchange : plan.exchanges()) {
        if (exchange.fromStages().contains(stage) && batch.progress().stageSent(exchange)) {
          ended(batch, exchange);
        }
      }
      if (batch.progress().stageDone()) {
        steps.complete(batch);
      }
    } catch (RuntimeException e) {
      steps.failed(batch, e);
    }
  }

  private void ended(BatchRun batch, ExchangeSpec exchange) {
    var ofSourcesAlone = exchange.fromStages().equals(List.of(PlanRun.SOURCE_STAGE));
    if (!ofSourcesAlone || !batch.isWithoutTasks()) {
      steps.announce(batch, exchange.id());
      markerArrived(batch, exchange.id());
    } else if (batch.progress().nothingComes(exchange)) {
      inputsComplete(batch, exchange.toStage());
    }
  }
}

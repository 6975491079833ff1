package dev.sluice.worker.executor;

import dev.sluice.runtime.TaskValues;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan's run on one lane: its operators there, and the work that is done with them. Called by the
 * thread of the lane alone; what a function fails with ends the run.
 */
final class LaneRun {
  private final PlanRun run;
  private final Lane lane;
  private final RunParts parts;
  private final LaneAccumulators accumulators;
  private final @Nullable HeldTasks heldTasks;
  private @Nullable LaneStages stages;

  LaneRun(PlanRun run, Lane lane, RunParts parts, boolean holdTasks) {
    this.run = run;
    this.lane = lane;
    this.parts = parts;
    this.accumulators = new LaneAccumulators(parts.context().broadcasts());
    this.heldTasks = holdTasks ? new HeldTasks(run, this, parts) : null;
  }

  Lane lane() {
    return lane;
  }

  /** The operators, made when they are first asked for. */
  LaneStages stages() {
    var made = stages;
    if (made == null) {
      var plan = parts.plan();
      made =
          new LaneStages(
              TaskValues.with(accumulators, parts.copies()),
              parts.states(),
              parts.outputs(),
              id -> new LaneRouter(run, this, plan.exchanges().get(id), plan.shards()),
              lane.turns(),
              heldTasks != null);
      stages = made;
    }
    return made;
  }

  LaneAccumulators accumulators() {
    return accumulators;
  }

  /** Does what an item says. */
  void handle(LaneItem.OfRun item) {
    if (item instanceof LaneItem.Arrival arrival) {
      try {
        guard(arrival.batch(), () -> fold(arrival));
      } finally {
        arrival.consumed().run();
      }
    } else if (item instanceof LaneItem.Handover handover) {
      guard(handover.batch(), () -> fold(handover));
    } else if (item instanceof LaneItem.Pass pass && heldTasks != null) {
      timed(pass.batch(), () -> heldTasks.pass(pass.batch(), pass.attempt()));
    } else if (item instanceof LaneItem.Finish finish) {
      timed(finish.batch(), () -> finish(finish.batch(), finish.stage()));
    }
  }

  /** Runs one source task of a batch; returns false when there is none left. */
  boolean runSourceTask(BatchRun batch) {
    if (heldTasks != null) {
      var attempt = batch.attempts().next();
      attempt.ifPresent(next -> timed(batch, () -> heldTasks.attempt(batch, next)));
      return attempt.isPresent();
    }
    var task = batch.tasks().poll();
    timed(
        batch,
        () -> {
          if (task == null) {
            endBatch(batch, PlanRun.SOURCE_STAGE);
          } else {
            var operators = stages().ofSource(task.getSource());
            operators.forEach(operator -> operator.startPartition(batch.scope(), task.getIndex()));
            var entry = operators.get(0);
            var records = parts.sources().read(task, new InTurns(entry, lane.turns()));
            if (parts.plan().sources().get(task.getSource()).received()) {
              batch.inputRecords().add(records);
            }
            operators.forEach(Operator::endPartition);
          }
        });
    return task != null;
  }

  private void fold(LaneItem.Handover handover) {
    var exchange = parts.plan().exchanges().get(handover.exchange());
    var input = stages().inputOfStage(exchange.toStage());
    for (var record : handover.records()) {
      input.add(handover.batch(), handover.partition(), exchange.input(), record);
    }
  }

  @SuppressWarnings(
      "NullAway") // a program's function may give null, and it travels like any record
  private void fold(LaneItem.Arrival arrival) {
    var reader = parts.context().format().newReader();
    reader.reset(arrival.records(), 0, arrival.records().length);
    var exchange = parts.plan().exchanges().get(arrival.exchange());
    var input = stages().inputOfStage(exchange.toStage());
    while (reader.hasNext()) {
      input.add(arrival.batch(), arrival.partition(), exchange.input(), reader.next());
    }
  }

  private void finish(BatchRun batch, int stage) {
    if (stage != PlanRun.SOURCE_STAGE) {
      runPartitions(batch, stage);
    }
    endBatch(batch, stage);
  }

  private void runPartitions(BatchRun batch, int stage) {
    var states = parts.states();
    var operators = stages().operators(stage).all();
    var input = stages().inputOfStage(stage);
    var partitions = partitions(batch.scope(), stage);
    if (!partitions.isEmpty()) {
      states.begin(lane.index(), stage);
    }
    for (int partition : partitions) {
      operators.forEach(operator -> operator.startPartition(batch.scope(), partition));
      input.release(batch.batch(), partition);
      operators.forEach(Operator::endPartition);
    }
    batch.stateEntries().add(states.entries(stage, partitions));
    if (batch.snapshot() != 0) {
      states.snapshot(batch.snapshot(), stage, partitions, batch.snapshots()::add);
    }
    states.end(lane.index(), stage, batch.scope());
  }

  private List<Integer> partitions(BatchScope batch, int stage) {
    var assignment = parts.assignment();
    var count = parts.plan().stages().get(stage).partitions();
    var all = assignment.owners().partitionsOf(lane.index(), count);
    return batch.catchUp() && parts.partlyRun().contains(stage)
        ? all.stream().filter(assignment::isRestored).toList()
        : all;
  }

  private void endBatch(BatchRun batch, int stage) {
    stages().operators(stage).all().forEach(operator -> operator.endBatch(batch.scope()));
    accumulators.flush();
    run.laneDone(batch, stage);
  }

  private void timed(BatchRun batch, Runnable work) {
    guard(
        batch.batch(),
        () -> {
          var started = System.nanoTime();
          var lent = lane.lentNanos();
          work.run();
          batch.busyNanos().add(System.nanoTime() - started - (lane.lentNanos() - lent));
        });
  }

  /** Runs work of a batch; a failure ends the run, and the driver decides what comes next. */
  private void guard(long batch, Runnable work) {
    if (run.isOver() || lane.isHalted(run.generation())) {
      return;
    }
    try {
      // Accumulators are known when the functions that hold them are.
      var unused = stages();
      if (accumulators.isEmpty()) {
        work.run();
        return;
      }
      var before = accumulators.enter(run.batch(batch));
      work.run();
      accumulators.leave(before);
    } catch (StaleGenerationException e) {
      run.end();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      run.failed(batch, e);
    }
  }
}

package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.TaskEnded;
import dev.sluice.worker.executor.SourceAttempt.Output;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.Operator;
import dev.sluice.worker.plan.Plan;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs source tasks so that nothing leaves them before the driver has decided which attempt at each
 * counts: operators up to the outlets run in the attempt, the outlets when it passes. Its methods
 * are called by the thread of the lane that they name.
 *
 * @see <a href="docs/adr/0032-speculation.md">ADR 32</a>
 */
final class HeldTasks {
  private final PlanRun run;
  private final Plan plan;
  private final SourceReader sources;
  private final Reports reports;

  HeldTasks(PlanRun run, Plan plan, SourceReader sources, Reports reports) {
    this.run = run;
    this.plan = plan;
    this.sources = sources;
    this.reports = reports;
  }

  /** Makes one attempt; what it fails with is thrown only if the attempt still matters. */
  void attempt(Lane lane, BatchRun batch, SourceAttempt attempt) {
    if (!attempt.begin()) {
      attempt.fail();
      ended(batch, attempt, false);
      return;
    }
    Output output;
    try {
      output = work(lane, batch.scope(), attempt);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      run.accumulatorsOf(lane).take();
      if (attempt.fail()) {
        throw e;
      }
      ended(batch, attempt, false);
      return;
    }
    ended(batch, attempt, attempt.complete(output));
  }

  /** Lets go what an attempt gave. */
  void pass(BatchRun batch, SourceAttempt attempt) {
    var output = attempt.output();
    var lane = output.lane();
    var task = attempt.task();
    var stages = run.stagesOf(lane);
    var outlets = outlets(lane, task.getSource(), true);
    outlets.forEach(outlet -> outlet.startPartition(batch.scope(), task.getIndex()));
    output
        .records()
        .forEach(
            (id, records) -> {
              var outlet = stages.operators(PlanRun.SOURCE_STAGE).get(id);
              records.forEach(outlet::accept);
            });
    outlets.forEach(Operator::endPartition);
    outlets.forEach(outlet -> outlet.endBatch(batch.scope()));
    output.accumulated().forEach(batch::accumulated);
    if (plan.sources().get(task.getSource()).received()) {
      batch.inputRecords().add(output.inputRecords());
    }
  }

  private Output work(Lane lane, BatchScope scope, SourceAttempt attempt) {
    var task = attempt.task();
    var operators = outlets(lane, task.getSource(), false);
    var holds = run.stagesOf(lane).operators(PlanRun.SOURCE_STAGE).holds();
    holds.values().forEach(hold -> hold.startPartition(scope, task.getIndex()));
    operators.forEach(operator -> operator.startPartition(scope, task.getIndex()));
    var entry = operators.get(0);
    var count =
        sources.read(
            task,
            record -> {
              attempt.check();
              entry.accept(record);
            });
    operators.forEach(Operator::endPartition);
    var records = new TreeMap<Integer, List<Object>>();
    holds.forEach((id, hold) -> records.put(id, hold.take()));
    return new Output(lane, count, records, run.accumulatorsOf(lane).take());
  }

  private List<Operator> outlets(Lane lane, int source, boolean outlets) {
    return run.stagesOf(lane).ofSource(source).stream()
        .filter(operator -> operator.isOutlet() == outlets)
        .toList();
  }

  private void ended(BatchRun batch, SourceAttempt attempt, boolean held) {
    reports.taskEnded(
        TaskEnded.newBuilder()
            .setPlan(run.planId())
            .setGeneration(run.generation())
            .setBatch(batch.batch())
            .setTask(attempt.task().getIndex())
            .setHeld(held));
  }
}

package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.TaskEnded;
import dev.sluice.worker.executor.SourceAttempt.Output;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.Operator;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs source tasks so that nothing leaves them before the driver has decided which attempt at each
 * counts: operators up to the outlets run in the attempt, the outlets when it passes. Called by the
 * thread of its lane alone.
 *
 * @see <a href="docs/adr/0032-speculation.md">ADR 32</a>
 */
final class HeldTasks {
  private final PlanRun run;
  private final LaneRun own;
  private final RunParts parts;

  HeldTasks(PlanRun run, LaneRun own, RunParts parts) {
    this.run = run;
    this.own = own;
    this.parts = parts;
  }

  /** Makes one attempt; what it fails with is thrown only if the attempt still matters. */
  void attempt(BatchRun batch, SourceAttempt attempt) {
    if (!attempt.begin()) {
      attempt.fail();
      ended(batch, attempt, false);
      return;
    }
    Output output;
    try {
      output = work(batch.scope(), attempt);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      own.accumulators().take();
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
    var task = attempt.task();
    var stages = own.stages();
    var outlets = outlets(task.getSource(), true);
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
    if (parts.plan().sources().get(task.getSource()).received()) {
      batch.inputRecords().add(output.inputRecords());
    }
  }

  private Output work(BatchScope scope, SourceAttempt attempt) {
    var task = attempt.task();
    var operators = outlets(task.getSource(), false);
    var holds = own.stages().operators(PlanRun.SOURCE_STAGE).holds();
    holds.values().forEach(hold -> hold.startPartition(scope, task.getIndex()));
    operators.forEach(operator -> operator.startPartition(scope, task.getIndex()));
    var entry = operators.get(0);
    var count =
        parts
            .sources()
            .read(
                task,
                record -> {
                  attempt.check();
                  entry.accept(record);
                });
    operators.forEach(Operator::endPartition);
    var records = new TreeMap<Integer, List<Object>>();
    holds.forEach((id, hold) -> records.put(id, hold.take()));
    return new Output(own.lane(), count, records, own.accumulators().take());
  }

  private List<Operator> outlets(int source, boolean outlets) {
    return own.stages().ofSource(source).stream()
        .filter(operator -> operator.isOutlet() == outlets)
        .toList();
  }

  private void ended(BatchRun batch, SourceAttempt attempt, boolean held) {
    parts
        .context()
        .reports()
        .taskEnded(
            TaskEnded.newBuilder()
                .setPlan(run.planId())
                .setGeneration(run.generation())
                .setBatch(batch.batch())
                .setTask(attempt.task().getIndex())
                .setHeld(held));
  }
}

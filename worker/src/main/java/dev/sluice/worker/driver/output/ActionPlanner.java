package dev.sluice.worker.driver.output;

import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.driver.batch.DataTasks;
import dev.sluice.worker.driver.batch.TransformFunctions;
import dev.sluice.worker.driver.batch.TransformFunctions.Current;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.dataset.Materialization;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.Transformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans actions, on the thread that called them. Thread-safe. */
public final class ActionPlanner {
  private static final BatchComposition NO_BATCH = new BatchComposition(1, 0, Map.of());

  private final JobPlanner planner;
  private final DataTasks data;
  private final TransformFunctions functions;
  private final DataSets dataSets;
  private final EncodedPlans encoded = new EncodedPlans();

  /**
   * Makes the planner of a job's actions.
   *
   * @param data makes the tasks of data sets
   * @param functions knows the batch whose data a transform function looks at
   * @param dataSets the data sets that the program has persisted
   */
  public ActionPlanner(
      JobPlanner planner, DataTasks data, TransformFunctions functions, DataSets dataSets) {
    this.planner = planner;
    this.data = data;
    this.functions = functions;
    this.dataSets = dataSets;
  }

  /**
   * Plans an action; computes the persisted data sets that it reads, and waits for that.
   *
   * @param attempt the release of output whose operation is being called; null for none
   * @param runner computes data sets
   * @throws IllegalStateException if the data of a batch is not there now
   */
  Action plan(
      Node node,
      OutputSpec output,
      Supplier<@Nullable OutputAttempt> attempt,
      Materialization.Runner runner) {
    var current = TransformFunctions.batchOf(node).map(millis -> currentBatch(node, millis));
    var transformed = current.map(Current::transformed).orElse(Transformed.NOTHING);
    var roots = new ArrayList<>(transformed.results().values());
    roots.addAll(output instanceof OutputSpec.Keep ? node.parents() : List.of(node));
    var planned = planner.action(node, output, transformed.reading(dataSets.of(roots, runner)));
    if (!planned.plan().states().isEmpty()) {
      throw new IllegalStateException(
          "%s reads %s, whose state is that of the batch before: run the action in foreachRDD, or on a stream before it"
              .formatted(node.info(), planned.plan().states().get(0).name()));
    }
    return new Action(
        planned,
        encoded.of(planned.plan()),
        requireCurrent(node, ActionInputs.held(planned), attempt.get()),
        current.map(Current::batch).orElse(NO_BATCH),
        data.of(planned));
  }

  private Current currentBatch(Node node, long batchMillis) {
    return functions
        .current()
        .filter(current -> current.batch().timeMillis() == batchMillis)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s: the data of a batch that a transform function got can be looked at only by that function, on its own thread"
                        .formatted(node.info())));
  }

  /** The release that an action belongs to, if it reads the data of a batch. */
  private static @Nullable OutputAttempt requireCurrent(
      Node node, List<SourceNode.HeldBatch> held, @Nullable OutputAttempt current) {
    for (var batch : held) {
      if (current == null || current.timeMillis() != batch.batchMillis()) {
        throw new IllegalStateException(
            "%s: the data of the batch of %d ms is there only while its output operations are called; collect it there, or use a window or state"
                .formatted(node.info(), batch.batchMillis()));
      }
    }
    return held.isEmpty() ? null : current;
  }
}

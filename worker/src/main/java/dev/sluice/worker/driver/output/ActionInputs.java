package dev.sluice.worker.driver.output;

import dev.sluice.graph.SourceNode;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.PlannedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the source tasks of actions. */
final class ActionInputs {
  private ActionInputs() {}

  /** What an action reads of the data that executors hold for output operations. */
  static List<SourceNode.HeldBatch> held(PlannedJob planned) {
    return planned.sources().stream()
        .filter(SourceNode.HeldBatch.class::isInstance)
        .map(SourceNode.HeldBatch.class::cast)
        .toList();
  }

  /** The tasks that read what executors hold or keep, by executor. */
  static Map<String, List<SourceTask>> tasks(
      Action action,
      List<OutputSpec> outputs,
      KeptBatches keptBatches,
      List<Worker> members,
      int firstIndex) {
    var tasks = new HashMap<String, List<SourceTask>>();
    var sources = action.planned().sources();
    var attempt = action.attempt();
    var index = firstIndex;
    for (var source = 0; source < sources.size(); source++) {
      if (sources.get(source) instanceof SourceNode.HeldBatch held && attempt != null) {
        for (var piece : attempt.piecesOf(outputOf(held, outputs))) {
          var input =
              HeldInput.newBuilder()
                  .setHold(held.holdId())
                  .setBatch(attempt.index())
                  .setBranch(piece.piece().getBranch())
                  .setPartition(piece.piece().getPartition());
          tasks
              .computeIfAbsent(piece.worker(), key -> new ArrayList<>())
              .add(
                  SourceTask.newBuilder()
                      .setSource(source)
                      .setIndex(index++)
                      .setHeld(input)
                      .build());
        }
      }
      if (sources.get(source) instanceof SourceNode.KeptBatch kept) {
        for (var part : keptBatches.get(kept, members)) {
          tasks
              .computeIfAbsent(part.worker(), key -> new ArrayList<>())
              .add(
                  SourceTask.newBuilder()
                      .setSource(source)
                      .setIndex(index++)
                      .setHeld(part.input())
                      .build());
        }
      }
    }
    return tasks;
  }

  private static int outputOf(SourceNode.HeldBatch held, List<OutputSpec> outputs) {
    for (var output = 0; output < outputs.size(); output++) {
      if (outputs.get(output) instanceof OutputSpec.Hold hold
          && hold.holdId().equals(held.holdId())) {
        return output;
      }
    }
    throw new IllegalStateException("no output holds " + held.holdId());
  }
}

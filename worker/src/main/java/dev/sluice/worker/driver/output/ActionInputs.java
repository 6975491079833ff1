package dev.sluice.worker.driver.output;

import dev.sluice.graph.SourceNode;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.PlannedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the source tasks of actions. */
final class ActionInputs {
  private ActionInputs() {}

  /** Whether an action reads what executors hold for an output operation. */
  static boolean readsHeld(PlannedJob planned) {
    return planned.sources().stream().anyMatch(SourceNode.HeldBatch.class::isInstance);
  }

  /** The tasks that read what executors hold or keep, by executor. */
  static Map<String, List<SourceTask>> held(
      Action action, int output, KeptBatches keptBatches, List<Worker> members, int firstIndex) {
    var tasks = new HashMap<String, List<SourceTask>>();
    var sources = action.planned().sources();
    var attempt = action.attempt();
    var index = firstIndex;
    for (var source = 0; source < sources.size(); source++) {
      if (sources.get(source) instanceof SourceNode.HeldBatch held && attempt != null) {
        for (var piece : attempt.piecesOf(output)) {
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
}

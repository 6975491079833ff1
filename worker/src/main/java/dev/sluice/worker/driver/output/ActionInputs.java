package dev.sluice.worker.driver.output;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.batch.Slices;
import dev.sluice.worker.driver.input.DataFiles;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.PlannedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the source tasks of actions. */
final class ActionInputs {
  private ActionInputs() {}

  /**
   * Makes the tasks that any executor can run. Called by the thread that wants the action, since
   * records are encoded and directories are looked at.
   *
   * @param partitions the default parallelism
   * @return the tasks, by index of the source
   */
  static Map<Integer, List<SourceTask>> prepare(
      PlannedJob planned, int partitions, RecordFormat format, DataFiles files) {
    var inputs = new HashMap<Integer, List<SourceTask>>();
    for (var source = 0; source < planned.sources().size(); source++) {
      var node = planned.sources().get(source);
      var task = SourceTask.newBuilder().setSource(source);
      if (node instanceof SourceNode.CollectionSource list) {
        var slices = list.slices() < 0 ? partitions : list.slices();
        inputs.put(
            source,
            Slices.encodeAll(list.elements(), slices, format).stream()
                .map(slice -> task.setRecords(UnsafeByteOperations.unsafeWrap(slice)).build())
                .toList());
      } else if (node instanceof SourceNode.DataFiles data) {
        inputs.put(
            source,
            files.parts(node.info().toString(), data.path(), data.format()).stream()
                .map(part -> task.setFile(part).build())
                .toList());
      } else if (!(node instanceof SourceNode.HeldBatch || node instanceof SourceNode.KeptBatch)) {
        throw new IllegalStateException(
            node.info() + " is the input of a stream; an action cannot read it");
      }
    }
    return inputs;
  }

  /** Whether an action reads what executors hold for an output operation. */
  static boolean readsHeld(PlannedJob planned) {
    return planned.sources().stream().anyMatch(SourceNode.HeldBatch.class::isInstance);
  }

  /** Puts the tasks of an action on executors: where the data is, or in turn. */
  static Map<String, List<SourceTask>> place(
      Action action, int output, KeptBatches keptBatches, List<Worker> members) {
    var tasks = new HashMap<String, List<SourceTask>>();
    var sources = action.planned().sources();
    var attempt = action.attempt();
    var index = 0;
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
      for (var task : action.inputs(source)) {
        tasks
            .computeIfAbsent(members.get(index % members.size()).id(), key -> new ArrayList<>())
            .add(task.toBuilder().setIndex(index++).build());
      }
    }
    return tasks;
  }
}

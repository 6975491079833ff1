package dev.sluice.worker.executor;

import dev.sluice.worker.executor.operator.OlderWork;
import dev.sluice.worker.executor.operator.Operator;
import dev.sluice.worker.executor.operator.OutputAccess;
import dev.sluice.worker.executor.operator.RecordRouter;
import dev.sluice.worker.executor.operator.StageOperators;
import dev.sluice.worker.executor.operator.StateAccess;
import dev.sluice.worker.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The operators of all stages on one lane, with a plan of its own, so no function is shared. */
final class LaneStages {
  private final List<StageOperators> stages = new ArrayList<>();
  private final List<List<Operator>> ofSource;
  private final List<@Nullable StageInput> inputs = new ArrayList<>();

  LaneStages(
      Plan plan,
      StateAccess states,
      OutputAccess outputs,
      IntFunction<RecordRouter> routers,
      OlderWork olderWork,
      boolean holdTasks) {
    for (var stage : plan.stages()) {
      var operators =
          StageOperators.of(
              plan,
              stage,
              states,
              outputs,
              routers,
              olderWork,
              holdTasks && stage.inputs().isEmpty());
      stages.add(operators);
      inputs.add(stage.inputs().isEmpty() ? null : new StageInput(operators.all().get(0)));
    }
    ofSource =
        plan.sources().stream()
            .map(source -> stages.get(0).reachableFrom(source.operator()))
            .toList();
  }

  int size() {
    return stages.size();
  }

  StageOperators operators(int stage) {
    return stages.get(stage);
  }

  /** The operators that records of a source reach, the first one being its entry. */
  List<Operator> ofSource(int source) {
    return ofSource.get(source);
  }

  StageInput inputOfStage(int stage) {
    var input = inputs.get(stage);
    if (input == null) {
      throw new IllegalArgumentException("stage " + stage + " reads no exchange");
    }
    return input;
  }
}

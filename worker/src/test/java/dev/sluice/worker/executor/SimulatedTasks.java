package dev.sluice.worker.executor;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.TaskEnded;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.control.wire.WorkerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attempts of a simulated executor at source tasks in one generation. */
final class SimulatedTasks {
  private record Attempt(long batch, int task) {}

  private final SimulatedExecutor.World world;
  private final SimulatedExecutor.Starts starts;
  private final Map<Attempt, SourceTask> attempts = new HashMap<>();
  private final Map<Long, List<SourceTask>> passed = new HashMap<>();

  SimulatedTasks(SimulatedExecutor.World world, SimulatedExecutor.Starts starts) {
    this.world = world;
    this.starts = starts;
  }

  /** Begins attempts; each says when it is at its end. */
  void begin(RunTasks message) {
    for (var task : message.getTasksList()) {
      var attempt = new Attempt(message.getBatch(), task.getIndex());
      attempts.put(attempt, task);
      world.afterTask(() -> ended(message.getGeneration(), attempt));
    }
  }

  private void ended(long generation, Attempt attempt) {
    var message =
        TaskEnded.newBuilder()
            .setGeneration(generation)
            .setBatch(attempt.batch())
            .setTask(attempt.task())
            .setHeld(attempts.containsKey(attempt));
    world.toDriver(WorkerMessage.newBuilder().setTaskEnded(message).build());
  }

  /** Takes the driver's word on an attempt. */
  void judge(TaskVerdict message) {
    var attempt = new Attempt(message.getBatch(), message.getTask());
    var task = requireNonNull(attempts.remove(attempt), "decided upon twice");
    if (message.getPasses()) {
      passed.computeIfAbsent(attempt.batch(), any -> new ArrayList<>()).add(task);
    } else {
      starts.dropped++;
    }
  }

  /** The tasks of a batch whose attempts here count; asked once, when there are no more. */
  List<SourceTask> passed(long batch) {
    var tasks = passed.remove(batch);
    return tasks == null ? List.of() : tasks;
  }
}

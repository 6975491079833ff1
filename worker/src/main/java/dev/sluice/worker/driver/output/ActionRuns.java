package dev.sluice.worker.driver.output;

import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.OutputSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs actions as plans of their own, generation by generation. An action whose plan is byte for
 * byte one that is installed already uses that. Owned by the event loop, but for {@link #submit}.
 */
public final class ActionRuns {
  private final List<OutputSpec> outputs;
  private final SourceTasks sourceTasks;
  private final SharedState shared;
  private final KeptBatches kept;
  private final DataSets dataSets;
  private final EventLoop loop;
  private final int mostFailures;
  private final ClassLoader jobClasses;
  private final ActionPlans plans = new ActionPlans();
  private final Map<Long, Action> running = new HashMap<>();
  private final List<Action> waiting = new ArrayList<>();
  private List<Worker> members = List.of();
  private long generation = -1;
  private long nextJob = 1;
  private volatile boolean ended;

  /**
   * Makes the runs of a job's actions.
   *
   * @param outputs what each output operation of the program holds
   * @param shared the variables that functions share
   * @param kept where the batches are that streams remember
   * @param dataSets the data sets that the program has persisted
   * @param mostFailures failures of the program's code in one action that make it fail
   */
  public ActionRuns(
      List<OutputSpec> outputs,
      SourceTasks sourceTasks,
      SharedState shared,
      KeptBatches kept,
      DataSets dataSets,
      EventLoop loop,
      int mostFailures,
      ClassLoader jobClasses) {
    this.outputs = outputs;
    this.sourceTasks = sourceTasks;
    this.shared = shared;
    this.kept = kept;
    this.dataSets = dataSets;
    this.loop = loop;
    this.mostFailures = mostFailures;
    this.jobClasses = jobClasses;
  }

  /** Has an action run as soon as executors are there. Any thread. */
  void submit(Action action) {
    loop.execute(() -> start(action));
    if (ended) {
      // The loop may have taken no more events.
      refuse(action);
    }
  }

  /** A generation runs, with these executors. */
  public void began(long newGeneration, List<Worker> executors) {
    generation = newGeneration;
    members = List.copyOf(executors);
    dataSets.began(newGeneration, executors);
    var ready = List.copyOf(waiting);
    waiting.clear();
    ready.forEach(this::start);
  }

  /** The generation is over: actions on its data fail, others wait for the next one. */
  public void rewound() {
    generation = -1;
    members = List.of();
    dataSets.rewound();
    var stopped = List.copyOf(running.values());
    running.clear();
    for (var action : stopped) {
      plans.release(action.content());
      start(action);
    }
  }

  /** A batch is complete. */
  public void committed(Batch batch) {
    kept.committed(batch);
    dataSets.committed(batch.index());
  }

  /** The job has ended: so have its actions. */
  public void ended() {
    ended = true;
    rewound();
    var left = List.copyOf(waiting);
    waiting.clear();
    left.forEach(this::start);
  }

  /** An executor has done its part of an action. */
  public void done(String executor, BatchDone message) {
    var action = running.get(message.getBatch());
    if (action != null && action.finished(executor, message)) {
      running.remove(message.getBatch());
      plans.release(action.content());
      shared.accumulators().add(action.accumulators());
      action.complete();
    }
  }

  /** A task of an action failed: the action begins again, or throws when that was often enough. */
  public void failed(WorkFailed message) {
    var action = running.remove(message.getBatch());
    if (action == null) {
      return;
    }
    plans.discard(action.content(), members);
    if (action.failed() < mostFailures) {
      start(action);
    } else {
      action.fail(
          new IllegalStateException(
              message.getMessage() + "\n" + message.getStackTrace(),
              WorkFailures.cause(message, jobClasses)));
    }
  }

  private static void refuse(Action action) {
    action.fail(
        action.attempt() == null
            ? new IllegalStateException("the job has ended; actions run while it is active")
            : new RewoundException());
  }

  private void start(Action action) {
    var bound = action.attempt();
    if (ended) {
      refuse(action);
      return;
    }
    if (bound != null && bound.generation() != generation) {
      action.fail(new RewoundException());
      return;
    }
    if (members.isEmpty()) {
      waiting.add(action);
      return;
    }
    var tasks = sourceTasks.of(action.batch(), action.planned().plan(), action.data(), members);
    var others = tasks.stream().mapToInt(List::size).sum();
    Map<String, List<SourceTask>> held;
    Map<String, List<SourceTask>> persisted;
    try {
      held = ActionInputs.tasks(action, outputs, kept, members, others);
      var first = others + held.values().stream().mapToInt(List::size).sum();
      persisted = dataSets.tasks(action.planned().sources(), first);
    } catch (IllegalStateException e) {
      action.fail(e);
      return;
    }
    members.forEach(shared.broadcasts()::sendMissing);
    shared.broadcasts().sendReleases();
    var plan = plans.acquire(action.content(), members);
    var number = nextJob++;
    running.put(number, action);
    action.started(generation, members.stream().map(Worker::id).collect(Collectors.toSet()));
    for (var index = 0; index < members.size(); index++) {
      var worker = members.get(index);
      worker.send(
          DriverMessage.newBuilder()
              .setRunBatch(
                  RunBatch.newBuilder()
                      .setPlan(plan)
                      .setGeneration(generation)
                      .setBatch(number)
                      .setTimeMillis(bound == null ? 0 : bound.timeMillis())
                      .addAllTasks(tasks.get(index))
                      .addAllTasks(held.getOrDefault(worker.id(), List.of()))
                      .addAllTasks(persisted.getOrDefault(worker.id(), List.of()))));
    }
  }
}

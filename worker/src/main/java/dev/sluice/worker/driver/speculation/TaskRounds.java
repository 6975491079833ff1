package dev.sluice.worker.driver.speculation;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.EndTasks;
import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.TaskEnded;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.speculation.TaskSet.Placed;
import dev.sluice.worker.driver.workers.Worker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the source tasks of batches if there is speculation: to each lane one at a time, copies
 * of slow ones to lanes that have nothing else to do, and to one attempt at each task the word that
 * it passes. Owned by the event loop.
 *
 * @see <a href="docs/adr/0032-speculation.md">ADR 32</a>
 */
public final class TaskRounds {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRounds.class);

  private record Round(long batch, int plan, TaskSet tasks) {}

  private record Attempt(String executor, long batch, int task) {}

  private final SpeculationSettings settings;
  private final Clock clock;
  private final EventLoop loop;
  private final TreeMap<Long, Round> rounds = new TreeMap<>();
  private final Set<Attempt> underWay = new HashSet<>();
  private List<Worker> executors = List.of();
  private long generation;
  private boolean looking;

  /** Makes it; without speculation it has nothing to do. */
  public TaskRounds(SpeculationSettings settings, Clock clock, EventLoop loop) {
    this.settings = settings;
    this.clock = clock;
    this.loop = loop;
  }

  /** Whether executors get their source tasks from here, and not with their batch. */
  public boolean isEnabled() {
    return settings.enabled();
  }

  /** A generation begins. */
  public void begins(long next, List<Worker> members) {
    ends();
    generation = next;
    executors = List.copyOf(members);
  }

  /** The generation ends: nothing of it is under way any more. */
  public void ends() {
    executors = List.of();
    rounds.clear();
    underWay.clear();
  }

  /**
   * A batch has been started.
   *
   * @param plan the plan that it is run by
   * @param placed tasks that may run anywhere, by index of the executor that they should run on
   * @param fixed tasks that one executor only can run, by its name
   */
  public void begin(
      long batch, int plan, List<List<SourceTask>> placed, Map<String, List<SourceTask>> fixed) {
    var tasks = new ArrayList<Placed>();
    for (var index = 0; index < executors.size(); index++) {
      var home = executors.get(index).id();
      placed.get(index).forEach(task -> tasks.add(new Placed(task, home, false)));
      fixed.getOrDefault(home, List.of()).forEach(task -> tasks.add(new Placed(task, home, true)));
    }
    rounds.put(batch, new Round(batch, plan, new TaskSet(tasks)));
    endThoseDone();
    handOut();
    lookLater();
  }

  /** An attempt at a task is over. */
  public void ended(Worker executor, TaskEnded message) {
    if (message.getGeneration() != generation) {
      return;
    }
    underWay.remove(new Attempt(executor.id(), message.getBatch(), message.getTask()));
    var round = rounds.get(message.getBatch());
    if (round != null && message.getHeld()) {
      round
          .tasks()
          .completed(executor.id(), message.getTask(), clock.millis())
          .ifPresent(
              others -> {
                executor.send(verdict(round, message.getTask(), true));
                executors.stream()
                    .filter(other -> others.contains(other.id()))
                    .forEach(other -> other.send(verdict(round, message.getTask(), false)));
              });
      endThoseDone();
    }
    handOut();
  }

  /** Stages with state take batches in the order in which what is before them has ended. */
  private void endThoseDone() {
    while (!rounds.isEmpty() && rounds.firstEntry().getValue().tasks().isDone()) {
      var round = rounds.pollFirstEntry().getValue();
      var message =
          EndTasks.newBuilder()
              .setPlan(round.plan())
              .setGeneration(generation)
              .setBatch(round.batch());
      executors.forEach(executor -> executor.send(DriverMessage.newBuilder().setEndTasks(message)));
    }
  }

  /** Lanes that are free get what waits, the oldest batch first, and then copies. */
  private void handOut() {
    for (var executor : executors) {
      var free = executor.lanes() - underWay(executor);
      for (var given = true; free > 0 && given; free--) {
        given = handOut(executor);
      }
    }
  }

  private boolean handOut(Worker executor) {
    var now = clock.millis();
    for (var round : rounds.values()) {
      var task = round.tasks().takeWaiting(executor.id(), now);
      if (task.isPresent()) {
        run(executor, round, task.get());
        return true;
      }
    }
    for (var round : rounds.values()) {
      var task = round.tasks().takeSlow(executor.id(), settings, now);
      if (task.isPresent()) {
        LOG.info(
            "batch {}: task {} is slow, {} runs a copy of it",
            round.batch(),
            task.get().getIndex(),
            executor.id());
        run(executor, round, task.get());
        return true;
      }
    }
    return false;
  }

  private long underWay(Worker executor) {
    return underWay.stream().filter(attempt -> attempt.executor().equals(executor.id())).count();
  }

  private void run(Worker executor, Round round, SourceTask task) {
    underWay.add(new Attempt(executor.id(), round.batch(), task.getIndex()));
    executor.send(
        DriverMessage.newBuilder()
            .setRunTasks(
                RunTasks.newBuilder()
                    .setPlan(round.plan())
                    .setGeneration(generation)
                    .setBatch(round.batch())
                    .addTasks(task)));
  }

  private DriverMessage.Builder verdict(Round round, int task, boolean passes) {
    return DriverMessage.newBuilder()
        .setTaskVerdict(
            TaskVerdict.newBuilder()
                .setPlan(round.plan())
                .setGeneration(generation)
                .setBatch(round.batch())
                .setTask(task)
                .setPasses(passes));
  }

  /** Time makes tasks slow, so it is looked at while there are any. */
  private void lookLater() {
    if (!looking && !rounds.isEmpty()) {
      looking = true;
      loop.schedule(
          settings.intervalMillis(),
          () -> {
            looking = false;
            handOut();
            lookLater();
          });
    }
  }
}

package dev.sluice.worker.driver.speculation;

import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.speculation.SlowTasks.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The source tasks of one batch: which wait, which run where since when, and which have passed. Of
 * all attempts at a task exactly one passes. It decides and does nothing; owned by the event loop.
 */
final class TaskSet {
  /**
   * A task and where it should run.
   *
   * @param home the executor that it was placed on
   * @param fixed whether no other executor has what it reads
   */
  record Placed(SourceTask task, String home, boolean fixed) {
    int index() {
      return task.getIndex();
    }

    boolean isNear(String executor) {
      return task.getBlock().getHoldersList().stream()
          .map(Peer::getWorkerId)
          .anyMatch(executor::equals);
    }
  }

  private record Attempt(String executor, long sinceMillis) {}

  private final int size;
  private final Map<Integer, Placed> waiting = new LinkedHashMap<>();
  private final Map<Integer, Placed> running = new LinkedHashMap<>();
  private final Map<Integer, List<Attempt>> attempts = new HashMap<>();
  private final Map<Integer, Long> doneMillis = new HashMap<>();
  private final Set<Integer> copied = new HashSet<>();

  TaskSet(List<Placed> tasks) {
    size = tasks.size();
    tasks.forEach(task -> waiting.put(task.index(), task));
  }

  /** Whether every task has passed. */
  boolean isDone() {
    return doneMillis.size() == size;
  }

  /** Takes a task that nobody has begun for an executor with a free lane, its own ones first. */
  Optional<SourceTask> takeWaiting(String executor, long nowMillis) {
    return first(executor, waiting.values(), task -> true)
        .map(
            task -> {
              waiting.remove(task.index());
              running.put(task.index(), task);
              return begin(task, executor, nowMillis);
            });
  }

  /** Takes a slow task for a copy on another executor; a task is copied once. */
  Optional<SourceTask> takeSlow(String executor, SpeculationSettings settings, long nowMillis) {
    var slow = SlowTasks.among(observed(nowMillis), settings);
    return first(
            executor,
            running.values(),
            task ->
                slow.contains(task.index())
                    && !copied.contains(task.index())
                    && !isAt(executor, task.index()))
        .map(
            task -> {
              copied.add(task.index());
              return begin(task, executor, nowMillis);
            });
  }

  /**
   * An attempt has come to its end.
   *
   * @return the executors whose attempts at the task are dropped if this one passes; empty if it
   *     does not, because another one has
   */
  Optional<List<String>> completed(String executor, int task, long nowMillis) {
    if (running.remove(task) == null) {
      return Optional.empty();
    }
    var others = new ArrayList<String>();
    for (var attempt : attemptsAt(task)) {
      if (attempt.executor().equals(executor)) {
        doneMillis.put(task, nowMillis - attempt.sinceMillis());
      } else {
        others.add(attempt.executor());
      }
    }
    return Optional.of(others);
  }

  Observed observed(long nowMillis) {
    var runningMillis = new HashMap<Integer, Long>();
    for (var task : running.keySet()) {
      runningMillis.put(task, nowMillis - attemptsAt(task).get(0).sinceMillis());
    }
    return new Observed(size, doneMillis.values(), runningMillis);
  }

  private boolean isAt(String executor, int task) {
    return attemptsAt(task).stream().anyMatch(attempt -> attempt.executor().equals(executor));
  }

  private List<Attempt> attemptsAt(int task) {
    return attempts.computeIfAbsent(task, key -> new ArrayList<>());
  }

  /** The first one that is wanted: of the executor's own, of those whose data it has, of all. */
  private static Optional<Placed> first(
      String executor, Collection<Placed> tasks, Predicate<Placed> wanted) {
    Optional<Placed> found = Optional.empty();
    for (var task : tasks) {
      if (!wanted.test(task)) {
        continue;
      }
      if (task.home().equals(executor)) {
        return Optional.of(task);
      }
      if (!task.fixed()
          && (found.isEmpty() || (!found.get().isNear(executor) && task.isNear(executor)))) {
        found = Optional.of(task);
      }
    }
    return found;
  }

  private SourceTask begin(Placed task, String executor, long nowMillis) {
    attemptsAt(task.index()).add(new Attempt(executor, nowMillis));
    return task.task();
  }
}

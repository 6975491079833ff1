package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.SourceTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The attempts of one executor at source tasks of one batch. Thread-safe. */
final class SourceAttempts {
  private final Queue<SourceAttempt> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Integer, SourceAttempt> all = new ConcurrentHashMap<>();

  void add(List<SourceTask> tasks) {
    for (var task : tasks) {
      var attempt = new SourceAttempt(task);
      all.put(task.getIndex(), attempt);
      waiting.add(attempt);
    }
  }

  /** Takes the next one that no lane has begun. */
  Optional<SourceAttempt> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /** Takes the one at a task out, because it has been decided upon. */
  Optional<SourceAttempt> remove(int task) {
    return Optional.ofNullable(all.remove(task));
  }
}

package dev.sluice.worker.driver.workers;

import dev.sluice.worker.control.WorkerSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The workers that are connected, by name. Owned by the event loop. */
public final class Workers {
  private final TreeMap<String, Worker> byId = new TreeMap<>();

  /** Takes a worker in; returns the one of the same name that it replaces. */
  public Optional<Worker> join(Worker worker) {
    return Optional.ofNullable(byId.put(worker.id(), worker));
  }

  /** Takes a worker out; empty if the session is not (any longer) that of a worker. */
  public Optional<Worker> leave(WorkerSession session) {
    return of(session).map(worker -> byId.remove(worker.id()));
  }

  /** Returns the worker with a session; empty if it was replaced by another one. */
  public Optional<Worker> of(WorkerSession session) {
    return Optional.ofNullable(byId.get(session.workerId())).filter(worker -> worker.has(session));
  }

  /** Returns the worker with a name. */
  public Optional<Worker> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns all workers in order of their names. */
  public Collection<Worker> all() {
    return List.copyOf(byId.values());
  }

  /** Returns those that run tasks, in order of their names. */
  public List<Worker> executors() {
    return byId.values().stream().filter(Worker::isExecutor).toList();
  }

  /**
   * Returns the executors that partitions belong on, in order of their names: those that were not
   * asked to end, or all if nobody else is there.
   */
  public List<Worker> staying() {
    var staying = executors().stream().filter(worker -> !worker.isLeaving()).toList();
    return staying.isEmpty() ? executors() : staying;
  }

  /** Returns those that host receivers, in order of their names. */
  public List<Worker> receivers() {
    return byId.values().stream().filter(Worker::isReceiver).toList();
  }
}

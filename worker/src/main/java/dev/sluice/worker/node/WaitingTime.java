package dev.sluice.worker.node;

import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.executor.ExecutorRuntime;
import dev.sluice.worker.program.OwnClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does while it waits for a driver that stands by: it connects to the others and
 * loads what it will need, so that a hand-over need not wait for that. Called by one thread.
 */
final class WaitingTime {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingTime.class);
  private static final List<String> ALL = List.of("block", "control", "node", "transport");
  private static final List<String> EXECUTOR =
      List.of("codec", "exchange", "executor", "plan", "state");
  private static final List<String> RECEIVER = List.of("receiver", "writeahead");

  private final Set<WorkerRole> roles;
  private final Runnable warmUp;
  private boolean loaded;
  private boolean rehearsed;
  private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

  /**
   * Makes it for a worker.
   *
   * @param warmUp what an executor does once
   */
  WaitingTime(Set<WorkerRole> roles, Runnable warmUp) {
    this.roles = Set.copyOf(roles);
    this.warmUp = warmUp;
  }

  /**
   * Takes what is likely to be needed; returns at once.
   *
   * @param ready told, by another thread, when all of it is there
   */
  void use(
      Waiting likely,
      @Nullable NodeNetwork network,
      @Nullable ExecutorRuntime executor,
      Runnable ready) {
    if (network != null) {
      network.data().connect(likely.getExecutorsList());
    }
    if (!loaded) {
      loaded = true;
      then(() -> LOG.info("made ready: {} classes", OwnClasses.load(packages())));
    }
    if (executor != null && !rehearsed && !likely.getPlan().isEmpty()) {
      rehearsed = true;
      then(
          () -> {
            var unused = executor.rehearse(likely.getPlan(), likely.getStateList());
          });
      then(warmUp);
    }
    if (likely.getAll()) {
      then(ready);
    }
  }

  private void then(Runnable task) {
    work = work.thenRunAsync(task, WaitingTime::inBackground);
  }

  private List<String> packages() {
    var names = new ArrayList<>(ALL);
    if (roles.contains(WorkerRole.EXECUTOR)) {
      names.addAll(EXECUTOR);
    }
    if (roles.contains(WorkerRole.RECEIVER)) {
      names.addAll(RECEIVER);
    }
    return names;
  }

  private static void inBackground(Runnable task) {
    var thread = new Thread(task, "make-ready");
    thread.setDaemon(true);
    thread.start();
  }
}

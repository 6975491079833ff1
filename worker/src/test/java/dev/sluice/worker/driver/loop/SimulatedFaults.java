package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.loop.SimulatedWorkers.ExecutorProcess;
import java.util.Random;

/** What befalls a simulated cluster. */
final class SimulatedFaults {
  private final SimulatedCluster cluster;

  SimulatedFaults(SimulatedCluster cluster) {
    this.cluster = cluster;
  }

  /** One of all that there are. */
  void any(Random random) {
    switch (random.nextInt(5)) {
      case 0 -> {
        if (cluster.hasDriver()) {
          killDriver();
        }
      }
      case 1, 2 -> killExecutor();
      case 3 -> {
        startAnotherExecutor();
        askExecutorToLeave();
      }
      default -> cutConnection();
    }
  }

  void killDriver() {
    cluster.killDriver();
  }

  void killExecutor() {
    cluster.workers().any().ifPresent(ExecutorProcess::kill);
  }

  void startAnotherExecutor() {
    cluster.workers().start();
  }

  /** An executor is asked to end; it is gone when the driver lets it go. */
  void askExecutorToLeave() {
    cluster.workers().any().ifPresent(ExecutorProcess::leave);
  }

  /** A connection breaks; its executor lives on. */
  void cutConnection() {
    cluster.workers().any().ifPresent(ExecutorProcess::disconnect);
  }
}

package dev.sluice.worker.driver.loop;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Shutdown;
import dev.sluice.worker.driver.workers.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends executors away that were asked to end, once nobody needs them. Owned by the event loop. */
final class Departures {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final JobParts parts;

  Departures(JobParts parts) {
    this.parts = parts;
  }

  /** Sends away whoever owns nothing and holds no block that nobody else has. */
  void advance(Generations generations) {
    if (!generations.isRunning()) {
      return;
    }
    for (var worker : parts.workers().all()) {
      if (worker.isLeaving()
          && !worker.isReceiver()
          && !generations.isMember(worker.id())
          && !parts.input().blocks().isOnlyHolder(worker.id())) {
        send(worker);
      }
    }
  }

  private static void send(Worker worker) {
    if (worker.dismiss()) {
      LOG.info("executor {} is not needed any more", worker.id());
      var message = Shutdown.newBuilder().setReason("its partitions have moved to other executors");
      worker.send(DriverMessage.newBuilder().setShutdown(message));
    }
  }
}

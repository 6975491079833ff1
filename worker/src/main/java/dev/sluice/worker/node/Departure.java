package dev.sluice.worker.node;

import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.HandOver;
import dev.sluice.worker.control.wire.Leaving;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.receiver.ReceiverHost;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a receiver worker that was asked to end: its receivers end between two blocks and
 * start elsewhere, then the driver says which blocks need another copy, then it ends. A driver that
 * is replaced in between is told again. Thread-safe; does not block.
 */
final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  private final ReceiverHost receivers;
  private final Predicate<WorkerMessage> driver;
  private final Runnable done;
  private volatile boolean begun;
  private volatile boolean drained;

  /**
   * Makes the end of a worker.
   *
   * @param driver sends to the driver; false if there is none now
   * @param done called when nothing keeps the worker any more
   */
  Departure(ReceiverHost receivers, Predicate<WorkerMessage> driver, Runnable done) {
    this.receivers = receivers;
    this.driver = driver;
    this.done = done;
  }

  boolean hasBegun() {
    return begun;
  }

  void begin() {
    begun = true;
    tell();
    LOG.info("this worker ends: its receivers end between two blocks");
    var unused =
        receivers
            .drain()
            .thenRun(
                () -> {
                  drained = true;
                  tell();
                });
  }

  /** A driver has taken this worker. */
  void registered() {
    if (begun) {
      tell();
    }
  }

  /** Copies what the driver asks for and ends the worker, whether or not that works. */
  void handOver(HandOver message) {
    LOG.info("handing over {} blocks", message.getCopiesCount());
    copy(message.getCopiesList(), 0);
  }

  /** One after the other; on other threads, so that copies that are done at once do not nest. */
  private void copy(List<BlockCopy> copies, int index) {
    if (index == copies.size()) {
      done.run();
      return;
    }
    var next = copies.get(index);
    CompletableFuture<Void> copied =
        receivers.copy(WireBlocks.fromWire(next.getId()), next.getTarget());
    var unused =
        copied.whenCompleteAsync(
            (nothing, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "{} has no copy on {}: {}",
                    WireBlocks.fromWire(next.getId()),
                    next.getTarget().getWorkerId(),
                    failure.toString());
              }
              copy(copies, index + 1);
            });
  }

  private void tell() {
    // Without a session the next driver is told.
    var unused =
        driver.test(
            WorkerMessage.newBuilder()
                .setLeaving(Leaving.newBuilder().setDrained(drained))
                .build());
  }
}

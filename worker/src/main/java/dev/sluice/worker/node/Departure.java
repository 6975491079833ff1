package dev.sluice.worker.node;

import dev.sluice.worker.control.wire.HandOver;
import dev.sluice.worker.control.wire.Leaving;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.receiver.ReceiverHost;
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
  private final BlockCopies copies;
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
  Departure(
      ReceiverHost receivers, BlockCopies copies, Predicate<WorkerMessage> driver, Runnable done) {
    this.receivers = receivers;
    this.copies = copies;
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
    var unused = copies.copy(message.getCopiesList()).thenRun(done);
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

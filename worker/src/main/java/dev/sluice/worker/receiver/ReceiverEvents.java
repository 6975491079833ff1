package dev.sluice.worker.receiver;

import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.WorkerMessage;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tells the driver what becomes of receivers. How a receiver ended is told again to every driver
 * that takes this worker, until its stream starts here again. Thread-safe.
 */
final class ReceiverEvents {
  private final Predicate<WorkerMessage> driver;
  private final Map<Integer, ReceiverEvent> endings = new TreeMap<>();

  ReceiverEvents(Predicate<WorkerMessage> driver) {
    this.driver = driver;
  }

  synchronized void tell(ReceiverEvent event) {
    var kind = event.getKind();
    if (kind == ReceiverEvent.Kind.STOPPED || kind == ReceiverEvent.Kind.RESTARTING) {
      endings.put(event.getStream(), event);
    }
    send(event);
  }

  /** A stream starts here: how it ended before is of no interest. */
  synchronized void starts(int stream) {
    endings.remove(stream);
  }

  synchronized void repeat() {
    endings.values().forEach(this::send);
  }

  private void send(ReceiverEvent event) {
    var unused = driver.test(WorkerMessage.newBuilder().setReceiverEvent(event).build());
  }
}

package dev.sluice.worker.receiver;

import dev.sluice.worker.control.wire.ReceiverEvent;
import java.time.Duration;

/**
 * Why a receiver ends.
 *
 * @param kind STOPPED or RESTARTING
 * @param delay before it starts again
 * @param graceful whether what is buffered is stored first
 */
record Ending(ReceiverEvent.Kind kind, String message, Duration delay, boolean graceful) {
  static Ending stopped(String message, boolean graceful) {
    return new Ending(ReceiverEvent.Kind.STOPPED, message, Duration.ZERO, graceful);
  }

  static Ending restarting(String message, Duration delay) {
    return new Ending(ReceiverEvent.Kind.RESTARTING, message, delay, true);
  }
}

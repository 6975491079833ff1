package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.DriverMessage;

/** The driver's end of the connection to one worker; ends once and for all. Thread-safe. */
public interface WorkerSession {
  /** Returns the name under which the worker registered. */
  String workerId();

  /**
   * Sends a message after those sent before; never blocks. Dropped when the session has ended. A
   * worker that takes too little for its backlog to stay within bounds loses its session.
   */
  void send(DriverMessage message);

  /** Ends the session; the worker may come back with another one. Idempotent. */
  void close(String reason);
}

package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.WorkerMessage;

/**
 * Gets what happens in the sessions of a {@link ControlServer}: {@code joined}, then any number of
 * {@code received}, then {@code left}, one after the other for each session. Called on threads of
 * the connections or of workers in this JVM; must not wait.
 */
public interface SessionHandler {
  /** A worker was admitted and told so. */
  void joined(WorkerSession session, Register register);

  /** A worker sent something. */
  void received(WorkerSession session, WorkerMessage message);

  /**
   * The session has ended.
   *
   * @param reason one line
   */
  void left(WorkerSession session, String reason);
}

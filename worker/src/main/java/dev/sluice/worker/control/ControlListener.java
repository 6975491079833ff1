package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.Waiting;

/**
 * What a worker does with what its driver says. Called in order, by one thread of the {@link
 * ControlClient} but for what {@link #isQuick}; an implementation hands over long work.
 */
public interface ControlListener {
  /** Says who this worker is and what it holds; asked for with each connection. */
  Register registration();

  /** A driver will take this worker later; says what can be made ready until then. */
  void waits(Waiting likely);

  /** A driver took this worker; also after each reconnection, with the same driver or a new one. */
  void registered(Registered welcome);

  /** Any other message of the driver. */
  void received(DriverMessage message);

  /**
   * Whether the thread of the connection, which others wait for, may bring a message: it takes next
   * to no time. Safe from any thread.
   */
  boolean isQuick(DriverMessage message);

  /** The session broke. The worker keeps what it has; a new session is being tried. */
  void disconnected();

  /**
   * The driver has no use for this worker and never will; nothing follows.
   *
   * @param reason one line
   */
  void refused(String reason);
}

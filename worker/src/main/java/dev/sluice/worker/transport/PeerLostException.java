package dev.sluice.worker.transport;

import org.jspecify.annotations.Nullable;

/** The connection to a peer could not be made, was refused, broke, fell silent or was closed. */
public final class PeerLostException extends TransportException {
  private static final long serialVersionUID = 1L;

  public PeerLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

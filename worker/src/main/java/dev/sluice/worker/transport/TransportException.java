package dev.sluice.worker.transport;

import org.jspecify.annotations.Nullable;

/**
 * The data plane failed; the message names the peer, the cause and, where there is one, the remedy.
 */
public class TransportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransportException(String message) {
    super(message);
  }

  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

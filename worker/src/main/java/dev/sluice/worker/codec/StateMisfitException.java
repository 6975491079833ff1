package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** The program cannot go on from the state that it finds: its classes or types are others now. */
public final class StateMisfitException extends CodecException {
  private static final long serialVersionUID = 1L;

  public StateMisfitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.sluice.worker.security;

import org.jspecify.annotations.Nullable;

/** Certificates or keys cannot be read or written; the message names the file and the remedy. */
public final class SecurityFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecurityFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

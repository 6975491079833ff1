package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Bytes of state are not those that were written; no class can make up for that. */
public final class DamagedStateException extends CodecException {
  private static final long serialVersionUID = 1L;

  public DamagedStateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  DamagedStateException(String message) {
    this(message, null);
  }
}

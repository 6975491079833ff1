package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** A value cannot be written or bytes cannot be read; the message says what and how to avoid it. */
public class CodecException extends RuntimeException {
  public CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public CodecException(String message) {
    this(message, null);
  }
}

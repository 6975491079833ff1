package dev.sluice.image;

import java.io.IOException;

/** What an image is made of is not there, or not unambiguous; the message says what to do. */
final class MissingContentException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingContentException(String message) {
    super(message);
  }
}

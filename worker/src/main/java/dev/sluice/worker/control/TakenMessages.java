package dev.sluice.worker.control;

import java.util.function.IntConsumer;

/**
 * Asks for messages of a stream several at a time: to ask for each one costs the sender's side a
 * turn of its thread. Not thread-safe.
 */
final class TakenMessages {
  /** Messages that may be taken from the network before they are handled. */
  static final int AT_A_TIME = 16;

  private int handled;

  /** A message was handled. */
  void next(IntConsumer request) {
    if (++handled == AT_A_TIME / 2) {
      handled = 0;
      request.accept(AT_A_TIME / 2);
    }
  }
}

package dev.sluice.worker.receiver;

import org.jspecify.annotations.Nullable;

/**
 * The thread that is inside of a receiver's onStart, so that one that does not return can be asked
 * to: an interrupt reaches it there and nowhere else. Thread-safe.
 */
final class StartingThread {
  private @Nullable Thread thread;

  /** The calling thread goes in. */
  synchronized void begin() {
    thread = Thread.currentThread();
  }

  /** The calling thread came out; an interrupt that came too late is gone with it. */
  synchronized void end() {
    thread = null;
    var unused = Thread.interrupted();
  }

  /** Interrupts the thread that is inside, unless it is the one that calls. */
  synchronized void interrupt() {
    if (thread != null && thread != Thread.currentThread()) {
      thread.interrupt();
    }
  }
}

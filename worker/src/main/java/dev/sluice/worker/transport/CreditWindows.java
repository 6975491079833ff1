package dev.sluice.worker.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sender's account: bytes under way per exchange. Thread-safe, lock-free. A refused sender is
 * never forgotten: {@link #release} tells whether one was refused since the last release.
 */
final class CreditWindows {
  private static final class Window {
    private final AtomicLong underWay = new AtomicLong();
    private volatile boolean starved;
  }

  private final int windowBytes;
  private final ConcurrentMap<Integer, Window> windows = new ConcurrentHashMap<>();

  CreditWindows(int windowBytes) {
    this.windowBytes = windowBytes;
  }

  /** Takes credit; a single frame may exceed an empty window. */
  boolean acquire(int exchange, long bytes) {
    Window window = windows.computeIfAbsent(exchange, key -> new Window());
    if (take(window, bytes)) {
      return true;
    }
    window.starved = true;
    return take(window, bytes);
  }

  /** Gives credit back; true when a sender waits for it. */
  boolean release(int exchange, long bytes) {
    Window window = windows.get(exchange);
    if (window == null || window.underWay.addAndGet(-bytes) < 0) {
      throw new TransportException(
          "peer returns more credit than it was sent in exchange " + exchange);
    }
    if (!window.starved) {
      return false;
    }
    window.starved = false;
    return true;
  }

  private boolean take(Window window, long bytes) {
    while (true) {
      long before = window.underWay.get();
      if (before > 0 && before + bytes > windowBytes) {
        return false;
      }
      if (window.underWay.compareAndSet(before, before + bytes)) {
        return true;
      }
    }
  }
}

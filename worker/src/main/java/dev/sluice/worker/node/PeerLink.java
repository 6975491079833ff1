package dev.sluice.worker.node;

import dev.sluice.worker.transport.PeerClient;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A connection, and who waits for its credit. Thread-safe. */
final class PeerLink {
  private final PeerClient client;
  private final Map<Integer, Set<Runnable>> waiting = new HashMap<>();

  PeerLink(PeerClient client) {
    this.client = client;
  }

  PeerClient client() {
    return client;
  }

  /** Enters one to be woken once, when credit comes back or the connection is lost. */
  synchronized void awaitCredit(int exchange, Runnable waiter) {
    waiting.computeIfAbsent(exchange, number -> new LinkedHashSet<>()).add(waiter);
  }

  void creditAvailable(int exchange) {
    Set<Runnable> woken;
    synchronized (this) {
      woken = waiting.remove(exchange);
    }
    if (woken != null) {
      woken.forEach(Runnable::run);
    }
  }

  void wakeAll() {
    Set<Runnable> woken = new LinkedHashSet<>();
    synchronized (this) {
      waiting.values().forEach(woken::addAll);
      waiting.clear();
    }
    woken.forEach(Runnable::run);
  }
}

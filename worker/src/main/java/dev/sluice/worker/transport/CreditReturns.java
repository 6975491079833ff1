package dev.sluice.worker.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ObjLongConsumer;

/**
 * The receiver's account: what was consumed goes back in portions of an eighth of the sender's
 * window, and at once when nothing is left to consume, so that a sender never waits for credit that
 * is held back. Thread-safe.
 */
final class CreditReturns {
  private static final class Account {
    private long unconsumed;
    private long owed;
  }

  private final long portion;
  private final ObjLongConsumer<Integer> send;
  private final ConcurrentMap<Integer, Account> accounts = new ConcurrentHashMap<>();

  /**
   * @param send gets exchange and bytes
   */
  CreditReturns(int windowBytes, ObjLongConsumer<Integer> send) {
    this.portion = Math.max(1, windowBytes / 8);
    this.send = send;
  }

  void received(int exchange, long bytes) {
    Account account = accounts.computeIfAbsent(exchange, key -> new Account());
    synchronized (account) {
      account.unconsumed += bytes;
    }
  }

  void consumed(int exchange, long bytes) {
    Account account = accounts.computeIfAbsent(exchange, key -> new Account());
    long due;
    synchronized (account) {
      account.unconsumed -= bytes;
      account.owed += bytes;
      if (account.unconsumed > 0 && account.owed < portion) {
        return;
      }
      due = account.owed;
      account.owed = 0;
    }
    send.accept(exchange, due);
  }
}

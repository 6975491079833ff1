package dev.sluice.worker.receiver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets reliable stores in until it is closed, so that a receiver ends between two blocks: the one
 * at hand is stored, its source hears of that, and no other one is begun. Thread-safe.
 */
final class StoreGate {
  /** A source that was not told within this is not told at all. */
  static final long ACKNOWLEDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private boolean refused;
  private boolean used;
  private int inside;
  private long lastNanos;

  /**
   * A store begins; call {@link #leave} at its end.
   *
   * @throws ReceiverStoppedException if the gate is closed
   */
  void enter() {
    lock.lock();
    try {
      if (closed) {
        refused = true;
        changed.signalAll();
        throw new ReceiverStoppedException("the receiver ends; the block is not stored");
      }
      used = true;
      inside++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      lastNanos = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the gate, and waits until the blocks at hand are stored and there was time to tell their
   * source so: until a store is refused, or a moment has passed.
   *
   * @param mostNanos the longest wait
   */
  void close(long mostNanos) {
    lock.lock();
    try {
      closed = true;
      long end = System.nanoTime() + mostNanos;
      long left = mostNanos;
      while (left > 0 && inside > 0) {
        left = changed.awaitNanos(left);
      }
      long quiet = Math.min(end, lastNanos + ACKNOWLEDGE_NANOS) - System.nanoTime();
      while (used && !refused && inside == 0 && quiet > 0) {
        quiet = changed.awaitNanos(quiet);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}

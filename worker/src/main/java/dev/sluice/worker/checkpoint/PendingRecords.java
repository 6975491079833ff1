package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait for the thread of a log, and how its last attempts went. Any thread may add
 * records; one thread takes them.
 */
final class PendingRecords {
  private static final int CAPACITY = 10_000;
  private static final int LARGEST_GROUP = 1_000;
  private static final long SHORTEST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int MOST_DOUBLINGS = 10;

  /** A record and what is told when it is durable. */
  record Pending(LogRecord record, CompletableFuture<Long> done) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private int inFlight;

  /** When the first records of the queue have to be written, if it is not empty. */
  private long dueNanos;

  /** The most patience that a record had. */
  private long patienceNanos;

  /** The thread looks again by then without being told, if it waits. */
  private long lookNanos;

  private boolean looksByItself;

  private int consecutiveFailures;
  private @Nullable String lastError;
  private @Nullable RuntimeException ended;

  /** Adds a record that may wait for others as long as it has patience; never blocks. */
  CompletableFuture<Long> add(LogRecord record, Duration patience) {
    lock.lock();
    try {
      if (ended != null) {
        return CompletableFuture.failedFuture(ended);
      }
      if (queue.size() + inFlight >= CAPACITY) {
        return CompletableFuture.failedFuture(backlogFull());
      }
      Pending pending = new Pending(record, new CompletableFuture<>());
      long due = System.nanoTime() + patience.toNanos();
      if (queue.isEmpty() || due - dueNanos < 0) {
        dueNanos = due;
      }
      patienceNanos = Math.max(patienceNanos, patience.toNanos());
      queue.add(pending);
      if (!looksByItself || due - lookNanos < 0) {
        changed.signalAll();
      }
      return pending.done();
    } finally {
      lock.unlock();
    }
  }

  private StoreException backlogFull() {
    return new StoreException(
        StoreFailure.UNAVAILABLE,
        "backlog of the commit log is full: limit=" + CAPACITY + ", last error: " + lastError);
  }

  LogHealth health() {
    lock.lock();
    try {
      return new LogHealth(queue.size() + inFlight, CAPACITY, consecutiveFailures, lastError);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Fills an empty group, waiting for a record; returns false when the log has ended. A group that
   * was not written stays as it is: its object may be there already, without what came since.
   */
  boolean take(List<Pending> group) {
    lock.lock();
    try {
      if (!group.isEmpty()) {
        return ended == null;
      }
      // A record with patience often comes soon after others: not worth a turn of the thread.
      long wait = queue.isEmpty() && patienceNanos > 0 ? patienceNanos : untilDue();
      while (ended == null && untilDue() > 0) {
        looksByItself = wait < Long.MAX_VALUE;
        lookNanos = System.nanoTime() + wait;
        long unused = changed.awaitNanos(wait);
        wait = untilDue();
      }
      looksByItself = false;
      if (ended != null) {
        return false;
      }
      while (group.size() < LARGEST_GROUP && !queue.isEmpty()) {
        group.add(queue.remove());
      }
      inFlight = group.size();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** How long the records that wait have patience, in nanoseconds. */
  private long untilDue() {
    return queue.isEmpty() ? Long.MAX_VALUE : dueNanos - System.nanoTime();
  }

  /** The group that was taken is durable. */
  void written() {
    lock.lock();
    try {
      inFlight = 0;
      consecutiveFailures = 0;
      lastError = null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits before the next attempt; returns false when the log was ended meanwhile. */
  boolean pauseAfter(StoreException failure) {
    lock.lock();
    try {
      consecutiveFailures++;
      lastError = failure.getMessage();
      int doublings = Math.min(consecutiveFailures - 1, MOST_DOUBLINGS);
      long millis = Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << doublings);
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (ended == null && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return ended == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; the first reason counts. */
  void end(RuntimeException reason) {
    lock.lock();
    try {
      if (ended == null) {
        ended = reason;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Why no more records are taken. */
  RuntimeException reason() {
    lock.lock();
    try {
      return ended == null ? new IllegalStateException("the commit log ended") : ended;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all that waits, for a log that has ended. */
  List<Pending> drain() {
    lock.lock();
    try {
      List<Pending> rest = new ArrayList<>(queue);
      queue.clear();
      inFlight = 0;
      return rest;
    } finally {
      lock.unlock();
    }
  }
}

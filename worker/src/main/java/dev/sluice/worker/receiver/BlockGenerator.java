package dev.sluice.worker.receiver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Collects single records into blocks. Receivers add, a timer cuts, one thread takes. Bounded: a
 * block has only so many records and bytes, and when as many blocks wait as the queue holds, {@link
 * #add} waits. Never makes an empty block.
 */
final class BlockGenerator {
  /** A block is cut at this size without waiting for the timer. */
  static final int MOST_RECORDS = 32_768;

  /** A block is cut at about this size, too. */
  static final long MOST_BYTES = 4 << 20;

  private final int queueSize;
  private final RateLimiter limiter;
  private final RecordSizes sizes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<List<Object>> blocks = new ArrayDeque<>();
  private List<Object> buffer = new ArrayList<>();
  private long bufferBytes;
  private boolean open = true;

  BlockGenerator(int queueSize, RateLimiter limiter, RecordSizes sizes) {
    this.queueSize = queueSize;
    this.limiter = limiter;
    this.sizes = sizes;
  }

  /**
   * Adds a record; waits while the rate or a full queue says so.
   *
   * @throws ReceiverStoppedException if the generator is closed, or the thread interrupted
   */
  void add(Object item) {
    lock.lock();
    try {
      if (!limiter.isUnlimited()) {
        awaitTurn();
      }
      while (open && blocks.size() >= queueSize) {
        changed.await();
      }
      if (!open) {
        throw new ReceiverStoppedException("the receiver was stopped; the record is not stored");
      }
      buffer.add(item);
      bufferBytes += sizes.of(item);
      if (buffer.size() >= MOST_RECORDS || bufferBytes >= MOST_BYTES) {
        moveBuffer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReceiverStoppedException("interrupted; the record is not stored");
    } finally {
      lock.unlock();
    }
  }

  /** Ends the block that is being filled, unless it is empty or the queue is full. */
  void cut() {
    lock.lock();
    try {
      if (!buffer.isEmpty() && blocks.size() < queueSize) {
        moveBuffer();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next block; {@code null} when the generator is closed and all were taken. */
  @Nullable List<Object> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open && blocks.isEmpty()) {
        changed.await();
      }
      var block = blocks.poll();
      changed.signalAll();
      return block;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the blocks that wait, without waiting for one. */
  List<List<Object>> takeWaiting() {
    lock.lock();
    try {
      var waiting = List.copyOf(blocks);
      blocks.clear();
      changed.signalAll();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; those that are buffered become the last block. */
  void close() {
    lock.lock();
    try {
      if (open && !buffer.isEmpty()) {
        moveBuffer();
      }
      open = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records and forgets those that are here. */
  void discard() {
    lock.lock();
    try {
      open = false;
      buffer.clear();
      bufferBytes = 0;
      blocks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks that wait to be taken. */
  int waiting() {
    lock.lock();
    try {
      return blocks.size();
    } finally {
      lock.unlock();
    }
  }

  private void moveBuffer() {
    blocks.add(buffer);
    bufferBytes = 0;
    buffer = new ArrayList<>(Math.min(buffer.size(), MOST_RECORDS));
    changed.signalAll();
  }

  private void awaitTurn() throws InterruptedException {
    long begin = System.nanoTime();
    long left = limiter.reserve(begin);
    if (left <= 0) {
      return;
    }
    while (open && left > 0) {
      left = changed.awaitNanos(left);
    }
    limiter.waited(System.nanoTime() - begin);
  }
}

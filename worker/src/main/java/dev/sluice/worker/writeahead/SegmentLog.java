package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the blocks of all receivers of one worker into segments, many blocks an object, so that
 * the number of requests does not grow with that of receivers. A store that is away is asked again
 * for as long as it takes. Thread-safe.
 *
 * <p>A receiver waits for its block, so not more wait here than receivers store at a time.
 */
public final class SegmentLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

  /** A segment is written without waiting for more when so many bytes are there. */
  static final long MOST_BYTES = 8 << 20;

  /** Receivers cut their blocks at the same time: what comes within this goes together. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final long IDLE_SECONDS = 60;

  private record Waiting(
      Segment.Item item, int bytes, long sinceNanos, CompletableFuture<SegmentRange> durable) {}

  private final ObjectStore store;
  private final String writer;
  private final long intervalNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final ConcurrentSkipListMap<BlockId, LoggedBlock> durable = new ConcurrentSkipListMap<>();
  private final Thread thread;
  private long queuedBytes;
  private long sequence;
  private boolean closed;

  /**
   * Begins a log.
   *
   * @param writer names this process; no other one may have the name
   * @param interval the least time from one segment to the next
   */
  public SegmentLog(ObjectStore store, String writer, Duration interval) {
    this.store = store;
    this.writer = writer;
    this.intervalNanos = interval.toNanos();
    thread = new Thread(this::run, "write-ahead-log");
    thread.setDaemon(true);
  }

  /** Sets the writing thread going. */
  public void start() {
    thread.start();
  }

  /**
   * Writes a block with those of other receivers.
   *
   * @param source uid of the block's source
   * @param block an encoded block
   * @return where it is, once it is durable
   */
  public CompletableFuture<SegmentRange> append(String source, Block block) {
    var item = new Segment.Item(source, block);
    var waiting =
        new Waiting(item, Segment.lengthOf(block), System.nanoTime(), new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(closedNow());
      }
      queue.add(waiting);
      queuedBytes += waiting.bytes();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return waiting.durable();
  }

  /** What is durable and not yet removed, for a driver that meets this worker. */
  public List<LoggedBlock> inventory() {
    return List.copyOf(durable.values());
  }

  /** Blocks that the driver has no use for any more. */
  public void removed(Collection<BlockId> ids) {
    ids.forEach(durable::remove);
  }

  /** Ends the log; what is not durable yet may or may not become so. */
  @Override
  public void close() {
    List<Waiting> given;
    lock.lock();
    try {
      closed = true;
      given = List.copyOf(queue);
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    given.forEach(waiting -> waiting.durable().completeExceptionally(closedNow()));
  }

  private void run() {
    var last = System.nanoTime() - intervalNanos;
    try {
      while (true) {
        var next = take(last);
        last = System.nanoTime();
        if (next.isEmpty()) {
          return;
        }
        write(next);
      }
    } catch (InterruptedException e) {
      LOG.debug("the write-ahead log is closed");
    }
  }

  /** Waits for the blocks of the next segment; none when the log is closed. */
  private List<Waiting> take(long lastNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        var unused = changed.await(IDLE_SECONDS, TimeUnit.SECONDS);
      }
      while (!closed && queuedBytes < MOST_BYTES) {
        var due =
            Math.max(
                queue.getFirst().sinceNanos() + GATHER_NANOS - System.nanoTime(),
                lastNanos + intervalNanos - System.nanoTime());
        if (due <= 0) {
          break;
        }
        var unused = changed.awaitNanos(due);
      }
      var taken = new ArrayList<Waiting>();
      long bytes = 0;
      while (!queue.isEmpty()
          && (taken.isEmpty() || bytes + queue.getFirst().bytes() <= MOST_BYTES)) {
        var waiting = queue.removeFirst();
        bytes += waiting.bytes();
        taken.add(waiting);
      }
      queuedBytes -= bytes;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Waiting> blocks) throws InterruptedException {
    var segment = Segment.of(writer, sequence++, blocks.stream().map(Waiting::item).toList());
    for (int attempt = 1; !stored(segment, attempt); attempt++) {
      pause(Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(attempt, 10)));
    }
    for (int index = 0; index < blocks.size(); index++) {
      var block = segment.blocks().get(index);
      durable.put(block.info().id(), block);
      blocks.get(index).durable().complete(block.range());
    }
  }

  /** Putting the same object twice is harmless, so one that may be there is put again. */
  private boolean stored(Segment segment, int attempt) {
    try {
      store.put(segment.key(), segment.content());
      return true;
    } catch (StoreException e) {
      if (attempt == 1) {
        LOG.warn("received blocks wait until the store takes them: {}", e.getMessage());
      }
      return false;
    }
  }

  private void pause(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        throw new InterruptedException();
      }
    } finally {
      lock.unlock();
    }
  }

  private static IllegalStateException closedNow() {
    return new IllegalStateException("the worker ends; the block may not be in the log");
  }
}

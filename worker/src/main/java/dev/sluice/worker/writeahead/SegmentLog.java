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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the blocks of all receivers of one worker into segments, many blocks an object, so that
 * the number of requests does not grow with that of receivers. A store that is away is asked again
 * for as long as it takes. The blocks of a stream become durable in their order. Thread-safe.
 *
 * <p>A receiver waits for its block, so not more wait here than receivers store at a time.
 */
public final class SegmentLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

  /** A segment is written without waiting for more when so many bytes are there. */
  static final long MOST_BYTES = 8 << 20;

  /** Receivers cut their blocks at the same time: what comes within this goes together. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Segments on their way at the same time: large ones take the store longer than the interval. */
  private static final int WRITERS = 4;

  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final long IDLE_SECONDS = 60;

  private record Waiting(
      Segment.Item item, int bytes, long sinceNanos, CompletableFuture<SegmentRange> durable) {
    int stream() {
      return item.block().id().stream();
    }
  }

  private final ObjectStore store;
  private final String writer;
  private final long intervalNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final ConcurrentSkipListMap<BlockId, LoggedBlock> durable = new ConcurrentSkipListMap<>();
  private final List<Thread> threads;
  private final Set<Integer> underWay = new HashSet<>();
  private long lastNanos;
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
    this.lastNanos = System.nanoTime() - intervalNanos;
    threads =
        IntStream.range(0, WRITERS)
            .mapToObj(number -> new Thread(this::run, "write-ahead-log-" + number))
            .toList();
    threads.forEach(thread -> thread.setDaemon(true));
  }

  /** Sets the writing threads going. */
  public void start() {
    threads.forEach(Thread::start);
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
    threads.forEach(Thread::interrupt);
    given.forEach(waiting -> waiting.durable().completeExceptionally(closedNow()));
  }

  private record Batch(long sequence, List<Waiting> blocks) {}

  private void run() {
    try {
      for (var next = take(); !next.blocks().isEmpty(); next = take()) {
        write(next);
        written(next);
      }
    } catch (InterruptedException e) {
      LOG.debug("the write-ahead log is closed");
    }
  }

  /** Waits for the blocks of the next segment; none when the log is closed. */
  private Batch take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var free = awaitDue();
      var taken = new ArrayList<Waiting>();
      long bytes = 0;
      for (var waiting : free) {
        if (!taken.isEmpty() && bytes + waiting.bytes() > MOST_BYTES) {
          break;
        }
        bytes += waiting.bytes();
        taken.add(waiting);
      }
      queue.removeAll(taken);
      taken.forEach(waiting -> underWay.add(waiting.stream()));
      lastNanos = System.nanoTime();
      return new Batch(sequence++, taken);
    } finally {
      lock.unlock();
    }
  }

  private List<Waiting> awaitDue() throws InterruptedException {
    while (!closed) {
      // A block must not be durable before the one that its stream stored before it.
      var free = queue.stream().filter(next -> !underWay.contains(next.stream())).toList();
      if (free.isEmpty()) {
        var unused = changed.await(IDLE_SECONDS, TimeUnit.SECONDS);
      } else {
        var now = System.nanoTime();
        var due =
            Math.max(
                free.get(0).sinceNanos() + GATHER_NANOS - now, lastNanos + intervalNanos - now);
        if (due <= 0 || free.stream().mapToLong(Waiting::bytes).sum() >= MOST_BYTES) {
          return free;
        }
        var unused = changed.awaitNanos(due);
      }
    }
    return List.of();
  }

  private void written(Batch batch) {
    lock.lock();
    try {
      batch.blocks().forEach(waiting -> underWay.remove(waiting.stream()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write(Batch batch) throws InterruptedException {
    var blocks = batch.blocks();
    var segment = Segment.of(writer, batch.sequence(), blocks.stream().map(Waiting::item).toList());
    try {
      for (int attempt = 1; !stored(segment, attempt); attempt++) {
        pause(Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(attempt, 10)));
      }
    } catch (InterruptedException e) {
      blocks.forEach(waiting -> waiting.durable().completeExceptionally(closedNow()));
      throw e;
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

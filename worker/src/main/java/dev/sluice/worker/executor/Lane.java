package dev.sluice.worker.executor;

import dev.sluice.worker.executor.operator.OlderWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One task thread of an executor. It owns its partitions and their state; everything that touches
 * them is done by its thread.
 *
 * <p>Records that arrive are folded before anything else, ends of stages come next, and source
 * tasks are taken one by one in between, those of actions first. Between two records of a batch's
 * source task the lane ends stages of older batches and runs actions on them. A lane that waits for
 * credit keeps folding, so two lanes that send to each other cannot block each other.
 */
final class Lane implements Runnable {
  private static final long PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final int index;
  private final ConcurrentLinkedQueue<LaneItem> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queuedRecords = new AtomicInteger();
  private final Deque<LaneItem> postponed = new ArrayDeque<>();
  private final Deque<LaneItem.Sources> actions = new ArrayDeque<>();
  private final Deque<LaneItem.Sources> sources = new ArrayDeque<>();
  private final OlderWork turns = new Turns();
  private final Thread thread;
  private long oldestGeneration;
  private long lentNanos;

  /** The run whose source task gives way to older work; null when nothing may come between. */
  private @Nullable PlanRun givingWay;

  private volatile boolean closed;
  private volatile boolean parked;
  private volatile boolean resting;

  Lane(int index, String workerId) {
    this.index = index;
    this.thread = new Thread(this, "lane-" + index + "-" + workerId);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  int index() {
    return index;
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** Whether it has nothing to do. */
  boolean isResting() {
    return resting && inbox.isEmpty();
  }

  /** Hand-overs and arrivals that wait. */
  int queuedRecords() {
    return queuedRecords.get();
  }

  void offer(LaneItem item) {
    if (isRecords(item)) {
      queuedRecords.incrementAndGet();
    }
    inbox.add(item);
    turns.offered();
    wakeUp();
  }

  void wakeUp() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Waits until an attempt succeeds, folding records meanwhile; leaves when the run is over.
   *
   * @param parkNanos how long to rest between attempts when nobody calls {@link #wakeUp}
   */
  void awaitFolding(PlanRun run, long parkNanos, BooleanSupplier attempt) {
    while (!attempt.getAsBoolean()) {
      if (run.isOver() || closed) {
        throw new StaleGenerationException(run.generation());
      }
      if (foldOne()) {
        continue;
      }
      // A wake-up between the attempt and here would be missed without a second attempt.
      parked = true;
      var succeeded = attempt.getAsBoolean();
      if (!succeeded && inbox.isEmpty() && !closed) {
        LockSupport.parkNanos(this, parkNanos);
      }
      parked = false;
      if (succeeded) {
        return;
      }
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!closed) {
      var item = next();
      if (item != null) {
        handle(item);
      } else if (!takeSourceTask()) {
        parkUntilOffered();
      }
    }
  }

  /**
   * Folds records that wait, ends stages of older batches and runs actions, if a source task of a
   * batch is under way.
   */
  OlderWork turns() {
    return turns;
  }

  /** For how long source tasks have given way, in all. Called by this thread. */
  long lentNanos() {
    return lentNanos;
  }

  private void doOlderWork() {
    for (var item = next(); item != null; item = next()) {
      if (item instanceof LaneItem.Halt) {
        // It speaks for the task under way too, so all that follows waits until that is done.
        postponed.addFirst(item);
        break;
      }
      handle(item);
    }
    var more = true;
    while (more) {
      more = takeTask(actions);
    }
  }

  private @Nullable LaneItem next() {
    return postponed.isEmpty() ? inbox.poll() : postponed.poll();
  }

  private boolean foldOne() {
    var item = inbox.poll();
    if (item == null) {
      return false;
    }
    if (isRecords(item)) {
      handle(item);
    } else {
      postponed.add(item);
    }
    return true;
  }

  private void handle(LaneItem item) {
    if (isRecords(item)) {
      queuedRecords.decrementAndGet();
    }
    if (item instanceof LaneItem.Sources batch) {
      (batch.run().isAction() ? actions : sources).add(batch);
      return;
    }
    if (item instanceof LaneItem.Halt halt) {
      oldestGeneration = Math.max(oldestGeneration, halt.generation());
      halt.reached().run();
    } else if (item instanceof LaneItem.OfRun work) {
      work.run().on(this).handle(work);
    }
  }

  /** Whether work of a generation has no place here any more. Called by this thread. */
  boolean isHalted(long generation) {
    return generation < oldestGeneration;
  }

  private boolean takeSourceTask() {
    if (takeTask(actions)) {
      return true;
    }
    var next = sources.peek();
    givingWay = next != null && next.run().givesWay() ? next.run() : null;
    var taken = takeTask(sources);
    givingWay = null;
    return taken;
  }

  private boolean takeTask(Deque<LaneItem.Sources> from) {
    var next = from.peek();
    if (next != null && !next.run().on(this).runSourceTask(next.batch())) {
      from.remove();
    }
    return next != null;
  }

  private void parkUntilOffered() {
    resting = true;
    parked = true;
    if (inbox.isEmpty() && !closed) {
      LockSupport.parkNanos(this, PARK_NANOS);
    }
    parked = false;
    resting = false;
  }

  private static boolean isRecords(LaneItem item) {
    return item instanceof LaneItem.Handover || item instanceof LaneItem.Arrival;
  }

  private final class Turns extends OlderWork {
    @Override
    protected void turn() {
      var run = givingWay;
      if (run == null) {
        return;
      }
      var started = System.nanoTime();
      begun();
      givingWay = null;
      doOlderWork();
      givingWay = run;
      lentNanos += System.nanoTime() - started;
      if (run.isOver()) {
        throw new StaleGenerationException(run.generation());
      }
    }
  }
}

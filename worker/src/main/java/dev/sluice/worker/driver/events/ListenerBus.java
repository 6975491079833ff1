package dev.sluice.worker.driver.events;

import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerBatchCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerBatchStarted;
import dev.sluice.streaming.scheduler.StreamingListenerBatchSubmitted;
import dev.sluice.streaming.scheduler.StreamingListenerEvent;
import dev.sluice.streaming.scheduler.StreamingListenerOutputOperationCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerOutputOperationStarted;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverError;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStarted;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStopped;
import dev.sluice.streaming.scheduler.StreamingListenerStreamingStarted;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, on a thread of its own and in order, what happens. Thread-safe; posting never
 * blocks: what does not fit into the queue is dropped, counted and logged.
 */
public final class ListenerBus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerBus.class);
  private static final int MOST_WAITING = 10_000;
  private static final long CLOSE_MILLIS = 2_000;

  private final List<StreamingListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong dropped = new AtomicLong();
  private final ThreadPoolExecutor thread;
  private volatile @Nullable Thread worker;

  /** Makes a bus without listeners; its thread is started by the first event. */
  public ListenerBus() {
    thread =
        new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              var bus = new Thread(task, "listener-bus");
              bus.setDaemon(true);
              worker = bus;
              return bus;
            },
            (event, pool) -> drop(pool));
  }

  /** Tells a listener everything that is posted from now on. */
  public void add(StreamingListener listener) {
    listeners.add(listener);
  }

  /** Tells a listener nothing more. */
  public void remove(StreamingListener listener) {
    listeners.remove(listener);
  }

  /** Whether anybody listens. */
  public boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Whether the caller is a listener that is being told something. */
  public boolean isBusThread() {
    return Thread.currentThread() == worker;
  }

  /** Events that were dropped because listeners were too slow. */
  public long dropped() {
    return dropped.get();
  }

  /** Tells all listeners of an event, later. */
  public void post(StreamingListenerEvent event) {
    if (hasListeners()) {
      thread.execute(() -> listeners.forEach(listener -> tell(listener, event)));
    }
  }

  private void drop(ThreadPoolExecutor pool) {
    if (pool.isShutdown()) {
      return;
    }
    var number = dropped.incrementAndGet();
    if (Long.bitCount(number) == 1) {
      LOG.warn(
          "listeners are too slow: {} of their events were dropped so far; make them faster",
          number);
    }
  }

  private static void tell(StreamingListener listener, StreamingListenerEvent event) {
    try {
      dispatch(listener, event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      LOG.error("listener {} failed; the job goes on", listener.getClass().getName(), e);
    }
  }

  private static void dispatch(StreamingListener listener, StreamingListenerEvent event) {
    if (event instanceof StreamingListenerBatchSubmitted submitted) {
      listener.onBatchSubmitted(submitted);
    } else if (event instanceof StreamingListenerBatchStarted started) {
      listener.onBatchStarted(started);
    } else if (event instanceof StreamingListenerBatchCompleted completed) {
      listener.onBatchCompleted(completed);
    } else if (event instanceof StreamingListenerOutputOperationStarted started) {
      listener.onOutputOperationStarted(started);
    } else if (event instanceof StreamingListenerOutputOperationCompleted completed) {
      listener.onOutputOperationCompleted(completed);
    } else if (event instanceof StreamingListenerReceiverStarted started) {
      listener.onReceiverStarted(started);
    } else if (event instanceof StreamingListenerReceiverError error) {
      listener.onReceiverError(error);
    } else if (event instanceof StreamingListenerReceiverStopped stopped) {
      listener.onReceiverStopped(stopped);
    } else if (event instanceof StreamingListenerStreamingStarted started) {
      listener.onStreamingStarted(started);
    }
  }

  /** Tells what was posted before, for a bounded time, and ends the thread. */
  @Override
  public void close() {
    thread.shutdown();
    if (isBusThread()) {
      return;
    }
    try {
      if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a listener does not return; {} events are dropped", thread.getQueue().size());
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

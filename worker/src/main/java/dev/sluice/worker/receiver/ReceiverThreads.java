package dev.sluice.worker.receiver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two threads of one receiver: for its life and for storing its blocks. */
final class ReceiverThreads {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiverThreads.class);

  private final int stream;
  private final ClassLoader jobClasses;
  private final ExecutorService life;
  private final CountDownLatch stored = new CountDownLatch(1);

  ReceiverThreads(int stream, ClassLoader jobClasses) {
    this.stream = stream;
    this.jobClasses = jobClasses;
    life = Executors.newSingleThreadExecutor(task -> thread(task, "receiver-" + stream));
  }

  /** Runs a step of its life after those before it. */
  void run(Runnable step) {
    life.execute(
        () -> {
          try {
            step.run();
          } catch (RuntimeException e) {
            LOG.error("the receiver of stream {} failed", stream, e);
          }
        });
  }

  /** Starts the thread that stores blocks. */
  void runStorer(Runnable storer) {
    Runnable counted =
        () -> {
          try {
            storer.run();
          } finally {
            stored.countDown();
          }
        };
    thread(counted, "receiver-" + stream + "-blocks").start();
  }

  /** Waits until the storing thread has ended. */
  void awaitStorer() {
    try {
      stored.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more steps. */
  void close() {
    life.shutdown();
  }

  private Thread thread(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(jobClasses);
    return thread;
  }
}

package dev.sluice.worker.driver.eventloop;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A thread that runs the events of a job. */
public final class ThreadEventLoop implements EventLoop {
  private final ScheduledThreadPoolExecutor thread;
  private final Consumer<RuntimeException> failed;

  /**
   * Starts the thread.
   *
   * @param failed told, on the loop, of an event that failed: a fault of the engine
   */
  public ThreadEventLoop(Consumer<RuntimeException> failed) {
    this.failed = failed;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var loop = new Thread(task, "driver-loop");
              loop.setDaemon(true);
              return loop;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable event) {
    try {
      thread.execute(() -> run(event));
    } catch (RejectedExecutionException e) {
      // The job has ended; nobody is interested in the event any more.
    }
  }

  @Override
  public void schedule(long delayMillis, Runnable event) {
    try {
      var unused =
          thread.schedule(() -> run(event), Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The job has ended; nobody is interested in the event any more.
    }
  }

  private void run(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  /** Ends the loop after the event at hand. */
  @Override
  public void close() {
    thread.shutdown();
  }
}

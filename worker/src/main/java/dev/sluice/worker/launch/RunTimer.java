package dev.sluice.worker.launch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Puts events into a run's queue later, or again and again. */
final class RunTimer implements AutoCloseable {
  private final Consumer<RunEvent> events;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "run-timer");
            thread.setDaemon(true);
            return thread;
          });

  RunTimer(Consumer<RunEvent> events) {
    this.events = events;
  }

  /** Puts an event into the queue after a delay. */
  void after(Duration delay, RunEvent event) {
    var unused =
        scheduler.schedule(() -> events.accept(event), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does something again and again, with a pause between. It must not throw. */
  void repeat(Duration pause, Runnable task) {
    var unused =
        scheduler.scheduleWithFixedDelay(
            task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

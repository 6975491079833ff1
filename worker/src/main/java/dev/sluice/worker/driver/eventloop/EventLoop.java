package dev.sluice.worker.driver.eventloop;

/**
 * Runs the events of a job one after the other: what runs on it owns the state of the job. An event
 * must be short and must not wait. Offers to a loop that has ended have no effect.
 */
public interface EventLoop extends AutoCloseable {
  /** Runs an event after those offered before. Any thread. */
  void execute(Runnable event);

  /** Runs an event after a delay in milliseconds. Any thread. */
  void schedule(long delayMillis, Runnable event);

  /** Ends the loop after the event at hand. */
  @Override
  void close();
}

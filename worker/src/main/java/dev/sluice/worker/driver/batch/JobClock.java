package dev.sluice.worker.driver.batch;

/** The clock that batches are cut by. Thread-safe. */
public interface JobClock {
  /** The clock of the machine. */
  JobClock SYSTEM =
      new JobClock() {
        @Override
        public long millis() {
          return System.currentTimeMillis();
        }

        @Override
        public void callAt(long timeMillis, Runnable event, Timer timer) {
          timer.schedule(timeMillis - millis(), event);
        }
      };

  /** Runs something after a delay. */
  @FunctionalInterface
  interface Timer {
    void schedule(long delayMillis, Runnable event);
  }

  /** Returns the time in milliseconds since 1970. */
  long millis();

  /**
   * Has an event run when a time is reached.
   *
   * @param timer runs the event, possibly after a delay; the clock calls it and never the event
   */
  void callAt(long timeMillis, Runnable event, Timer timer);
}

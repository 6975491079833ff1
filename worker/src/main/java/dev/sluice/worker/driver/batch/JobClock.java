package dev.sluice.worker.driver.batch;

/** The clock that batches are cut by. Thread-safe. */
public interface JobClock {
  /** The clock of the machine, as long as that does not go back. */
  JobClock SYSTEM =
      new JobClock() {
        private final SteadyClock clock =
            SteadyClock.forBatches(System::currentTimeMillis, System::nanoTime);

        @Override
        public long millis() {
          return clock.millis();
        }

        @Override
        public void notBefore(long timeMillis) {
          clock.notBefore(timeMillis);
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

  /** Goes on from a time if that is later: a job has batches up to it. */
  default void notBefore(long timeMillis) {}

  /**
   * Has an event run when a time is reached.
   *
   * @param timer runs the event, possibly after a delay; the clock calls it and never the event
   */
  void callAt(long timeMillis, Runnable event, Timer timer);
}

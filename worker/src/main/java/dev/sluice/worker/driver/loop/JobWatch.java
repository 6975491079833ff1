package dev.sluice.worker.driver.loop;

import org.jspecify.annotations.Nullable;

/** Is told how a job gets on; for test kits. Called by threads of the driver; must not block. */
public interface JobWatch {
  /** Told, and does nothing. */
  JobWatch NONE =
      new JobWatch() {
        @Override
        public void running() {}

        @Override
        public void released(long timeMillis) {}

        @Override
        public void ended(@Nullable Throwable failure) {}
      };

  /** Executors are there, and batches are computed; told again after each loss of one. */
  void running();

  /** The output of the batch of this time, and of all before it, is complete and committed. */
  void released(long timeMillis);

  /** The job has ended; with what it failed with, if it did. */
  void ended(@Nullable Throwable failure);
}

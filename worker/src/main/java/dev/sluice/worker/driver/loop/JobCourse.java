package dev.sluice.worker.driver.loop;

import org.jspecify.annotations.Nullable;

/** How a job goes on, for the parts of its loop. Called on the event loop. */
interface JobCourse {
  /** Whether the job has ended. */
  boolean isOver();

  /** Who works on the job. */
  Generations generations();

  /**
   * Begins a new generation.
   *
   * @param fault whether work has failed, so that the next attempt may have to wait
   */
  void rewind(String reason, boolean fault);

  /** The output of a batch is complete. */
  void progressed();

  /** Ends the job; without a failure workers are sent away, with one they wait for a new driver. */
  void end(@Nullable Throwable failure);

  /** The log takes no more. */
  void logEnded(Throwable reason);
}

package dev.sluice.runtime;

import dev.sluice.graph.StreamGraph;

/** One job of an engine. Thread-safe. */
public interface JobRun extends RddRunner {
  /**
   * Checks and plans the graph and starts to run it; returns when batches are being cut.
   *
   * @param graph the graph, no longer changed
   */
  void start(StreamGraph graph);

  /**
   * Says where state and log are kept.
   *
   * @param location URI or path of a directory
   */
  void checkpoint(String location);

  /**
   * Waits for the job's end.
   *
   * @param timeoutMillis how long at the most, in milliseconds; 0 for ever
   * @return whether the job has ended
   * @throws InterruptedException if the waiting thread is interrupted
   * @throws Exception what the job failed with
   */
  boolean awaitTermination(long timeoutMillis) throws Exception;

  /**
   * Ends the job; a second call has no effect.
   *
   * @param gracefully whether all that was received is processed first
   */
  void stop(boolean gracefully);
}

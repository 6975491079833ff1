package dev.sluice.runtime;

import dev.sluice.SluiceConf;
import dev.sluice.graph.Node;
import dev.sluice.graph.StreamGraph;
import dev.sluice.streaming.scheduler.StreamingListener;
import java.util.List;

/**
 * One job of an engine. Actions of data sets can be called before it starts, and while it runs.
 * Thread-safe.
 */
public interface JobRun extends RddRunner {
  /** {@return a copy of the job's configuration, with the job's name in it} */
  SluiceConf conf();

  /** {@return the number of partitions where nobody says it} */
  default int defaultParallelism() {
    return 1;
  }

  /**
   * Says how much this process logs from now on.
   *
   * @param level the level
   */
  default void log(LogLevel level) {}

  @Override
  default JobRun job() {
    return this;
  }

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
   * Checks that what is kept at the location can be read, if there is anything.
   *
   * @param putAside whether what cannot be read is put aside
   * @throws RuntimeException if it cannot be read and is not put aside
   */
  void requireReadable(boolean putAside);

  /** {@return the time of the clock that batches are cut by, in milliseconds since 1970} */
  long nowMillis();

  /**
   * Has a listener told what happens from now on.
   *
   * @param listener called by a thread of its own
   */
  void addListener(StreamingListener listener);

  /**
   * Has a listener told nothing more.
   *
   * @param listener one that was added
   */
  void removeListener(StreamingListener listener);

  /** {@return whether the job has ended} */
  boolean hasEnded();

  /**
   * Waits for the job's end.
   *
   * @param timeoutMillis how long at the most, in milliseconds; 0 to look only, negative for ever
   * @return whether the job has ended
   * @throws InterruptedException if the waiting thread is interrupted
   * @throws Exception what the job failed with
   */
  boolean awaitTermination(long timeoutMillis) throws Exception;

  /**
   * Ends the job; a second call has no effect.
   *
   * @throws IllegalStateException if a listener calls it
   * @param gracefully whether all that was received is processed first
   */
  void stop(boolean gracefully);

  /**
   * Gives the data sets of a stream in the batches of a span of time, whose actions can be run as
   * long as the batches are kept.
   *
   * @param stream the stream
   * @param fromMillis the first time, rounded down to the stream's slide
   * @param toMillis the last time, rounded down likewise
   * @return a data set for each batch, in order of time
   * @throws IllegalStateException if one of them is not kept
   */
  default List<Node> slice(Node stream, long fromMillis, long toMillis) {
    throw new IllegalStateException("this engine keeps no batches");
  }
}

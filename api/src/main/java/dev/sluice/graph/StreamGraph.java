package dev.sluice.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The outputs of a context, from which all that has to run can be reached. Built by one thread;
 * read by the engine after it was frozen.
 */
public final class StreamGraph {
  private final Duration batchInterval;
  private final List<Node> sources = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private long rememberMillis;

  /**
   * Creates an empty graph.
   *
   * @param batchInterval the batch interval, positive
   */
  public StreamGraph(Duration batchInterval) {
    if (batchInterval.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "the batch interval must be at least 1 ms: " + batchInterval);
    }
    this.batchInterval = batchInterval;
  }

  /**
   * Adds a source.
   *
   * @param source the source
   */
  public void addSource(Node source) {
    sources.add(source);
  }

  /**
   * Adds an output operation after those there are.
   *
   * @param output the operation
   */
  public void addOutput(Output output) {
    outputs.add(output);
  }

  /** {@return the batch interval} */
  public Duration batchInterval() {
    return batchInterval;
  }

  /** {@return all sources in order of creation, also those that no output reads} */
  public List<Node> sources() {
    return List.copyOf(sources);
  }

  /** {@return the output operations in order of registration} */
  public List<Output> outputs() {
    return List.copyOf(outputs);
  }

  /**
   * Says for how long the batches of the outputs' streams have to be there; the longest counts.
   *
   * @param millis the duration in milliseconds
   */
  public void remember(long millis) {
    rememberMillis = Math.max(rememberMillis, millis);
  }

  /**
   * {@return for how long batches are remembered, in milliseconds; 0 if the program said nothing}
   */
  public long rememberMillis() {
    return rememberMillis;
  }
}

package dev.sluice.sink;

import java.io.Serializable;

/**
 * A place that batches are written to, for {@code DStream.saveTo}. It is one of two kinds, which
 * give each record once in ways of their own: an {@link IdempotentSink} is written to again after a
 * failure, and a {@link TwoPhaseSink} shows nothing before the batch is committed.
 *
 * <p>Serialised: one copy is used by the driver and one by each executor, of which several threads
 * may use one at a time. What a sink needs, such as connections, it opens where it is used. {@code
 * SinkContract} of the test kit tests one.
 *
 * @param <T> type of the records
 * @see <a href="docs/output.md">The guide to output</a>
 */
public sealed interface Sink<T> extends Serializable permits IdempotentSink, TwoPhaseSink {
  /**
   * Finds out what is wrong with the place. Called once on the driver, by {@code start()}, which
   * fails with what this throws.
   *
   * @throws Exception with one line that says what is wrong and what to do
   */
  default void check() throws Exception {}
}

package dev.sluice.worker.transport;

import java.net.InetSocketAddress;

/** Accepts the connections of other workers, from {@link Transport#listen}. */
public interface DataServer extends AutoCloseable {
  /** Where it listens, with the real port. */
  InetSocketAddress address();

  /** Stops listening and closes the connections. Bounded by the close timeout. */
  @Override
  void close();
}

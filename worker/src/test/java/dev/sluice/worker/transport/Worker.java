package dev.sluice.worker.transport;

import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.security.TlsMaterial;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One side of a test: a transport with its server, which keeps what it gets until told. */
final class Worker implements FrameHandler, AutoCloseable {
  static final String HOST = "127.0.0.1";
  static final String JOB = "job-1";

  final BlockingQueue<ReceivedData> data = new LinkedBlockingQueue<>();
  final BlockingQueue<Object> order = new LinkedBlockingQueue<>();
  final BlockingQueue<String> disconnected = new LinkedBlockingQueue<>();
  final BlockStore store = new BlockStore(256L * 1024 * 1024);
  final Transport transport;
  final DataServer server;
  private final String id;
  private volatile boolean consumeAtOnce;

  Worker(String id, TransportSettings settings) {
    this(JOB, id, settings, Optional.empty());
  }

  Worker(String job, String id, TransportSettings settings, Optional<TlsMaterial> tls) {
    this.id = id;
    this.transport = Transport.open(new WorkerIdentity(job, id), settings, tls);
    this.server = transport.listen(HOST, 0, this, store);
  }

  Worker consumingAtOnce() {
    consumeAtOnce = true;
    return this;
  }

  PeerAddress address() {
    return new PeerAddress(id, HOST, server.address().getPort());
  }

  @Override
  public void data(ReceivedData received) {
    order.add(received.frame().partition());
    if (consumeAtOnce) {
      received.consumed();
      return;
    }
    data.add(received);
  }

  @Override
  public void marker(String from, MarkerFrame marker) {
    order.add(marker);
  }

  @Override
  public void disconnected(String from, String reason) {
    disconnected.add(from + ": " + reason);
  }

  @Override
  public void close() {
    transport.close();
    data.forEach(ReceivedData::consumed);
  }
}

package dev.sluice.worker.node;

import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.ControlClient;
import dev.sluice.worker.control.wire.PeerLost;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.executor.ExecutorRuntime;
import dev.sluice.worker.security.TlsMaterial;
import dev.sluice.worker.settings.PortUnavailableException;
import dev.sluice.worker.transport.DataServer;
import dev.sluice.worker.transport.Transport;
import dev.sluice.worker.transport.TransportException;
import dev.sluice.worker.transport.TransportSettings;
import dev.sluice.worker.transport.WorkerIdentity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The data plane of a worker process: what listens, and what sends. */
final class NodeNetwork implements AutoCloseable {
  private final Transport transport;
  private final DataServer server;
  private final DataPlane data;
  private final CompletableFuture<ExecutorRuntime> executor;

  private NodeNetwork(
      Transport transport,
      DataServer server,
      DataPlane data,
      CompletableFuture<ExecutorRuntime> executor) {
    this.transport = transport;
    this.server = server;
    this.data = data;
    this.executor = executor;
  }

  static NodeNetwork open(
      WorkerEnvironment environment,
      Optional<TlsMaterial> tls,
      BlockStore blocks,
      ControlClient control) {
    var transport =
        Transport.open(
            new WorkerIdentity(environment.jobUid(), environment.workerId()),
            TransportSettings.defaults(),
            tls);
    var executor = new CompletableFuture<ExecutorRuntime>();
    try {
      var server =
          transport.listen(
              environment.bindAddress(),
              environment.dataPort(),
              new ArrivingFrames(executor),
              blocks);
      var links = new PeerLinks(transport, (worker, reason) -> tellLost(control, worker, reason));
      return new NodeNetwork(transport, server, new DataPlane(transport, links, blocks), executor);
    } catch (TransportException e) {
      transport.close();
      throw new PortUnavailableException(
          environment.bindAddress(), environment.dataPort(), "SLUICE_DATA_PORT", e);
    }
  }

  /** From now on this executor gets what others send. */
  void executor(ExecutorRuntime runtime) {
    executor.complete(runtime);
  }

  DataPlane data() {
    return data;
  }

  int port() {
    return server.address().getPort();
  }

  @Override
  public void close() {
    server.close();
    transport.close();
  }

  private static void tellLost(ControlClient control, String worker, String reason) {
    var lost = PeerLost.newBuilder().setWorkerId(worker).setMessage(reason).build();
    // Without a session there is no driver to tell, and the next one asks everybody anew.
    var unused = control.send(WorkerMessage.newBuilder().setPeerLost(lost).build());
  }
}

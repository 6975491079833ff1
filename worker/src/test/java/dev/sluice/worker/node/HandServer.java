package dev.sluice.worker.node;

import static org.awaitility.Awaitility.await;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.control.wire.ControlGrpc;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.security.TlsMaterial;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes the sessions of workers and keeps what they say. */
final class HandServer extends ControlGrpc.ControlImplBase implements AutoCloseable {
  private final long epoch;
  private final Server server;
  private final String name;
  private final Map<String, StreamObserver<DriverMessage>> sessions = new ConcurrentHashMap<>();
  private final Map<String, Register> registrations = new ConcurrentHashMap<>();
  private final Map<String, List<WorkerMessage>> messages = new ConcurrentHashMap<>();

  private HandServer(long epoch, @Nullable Path tlsDirectory, int port) throws IOException {
    this.epoch = epoch;
    name = UUID.randomUUID().toString();
    if (tlsDirectory == null) {
      server = InProcessServerBuilder.forName(name).addService(this).build().start();
      return;
    }
    var tls = TlsMaterial.load(tlsDirectory);
    var credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(tls.keyManager())
            .trustManager(tls.trustManager())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server = NettyServerBuilder.forAddress(address, credentials).addService(this).build().start();
  }

  static HandServer onNetwork(long epoch, Path tlsDirectory, int port) throws IOException {
    return new HandServer(epoch, tlsDirectory, port);
  }

  static HandServer inProcess() throws IOException {
    return new HandServer(1, null, 0);
  }

  /** Name of the in-process server. */
  String name() {
    return name;
  }

  int port() {
    return server.getPort();
  }

  ControlAddress address() {
    return new ControlAddress.Remote(InetAddress.getLoopbackAddress().getHostAddress(), port());
  }

  @Override
  public StreamObserver<WorkerMessage> session(StreamObserver<DriverMessage> worker) {
    return new StreamObserver<>() {
      private String id = "";

      @Override
      public void onNext(WorkerMessage message) {
        if (message.hasRegister()) {
          id = message.getRegister().getWorkerId();
          messages.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>());
          registrations.put(id, message.getRegister());
          worker.onNext(
              DriverMessage.newBuilder()
                  .setRegistered(
                      Registered.newBuilder()
                          .setEpoch(epoch)
                          .putConfiguration("streaming.blockInterval", "10"))
                  .build());
          sessions.put(id, worker);
        }
        from(id).add(message);
      }

      @Override
      public void onError(Throwable failure) {
        sessions.remove(id);
      }

      @Override
      public void onCompleted() {
        sessions.remove(id);
      }
    };
  }

  /** Workers whose sessions live. */
  Set<String> workers() {
    return sessions.keySet();
  }

  Register registration(String id) {
    var register = registrations.get(id);
    if (register == null) {
      throw new IllegalStateException(id + " is not registered");
    }
    return register;
  }

  List<WorkerMessage> from(String id) {
    return messages.getOrDefault(id, List.of());
  }

  void to(String id, DriverMessage message) {
    var session = sessions.get(id);
    if (session == null) {
      throw new IllegalStateException(id + " has no session");
    }
    synchronized (session) {
      session.onNext(message);
    }
  }

  void toAll(DriverMessage message) {
    sessions.keySet().forEach(id -> to(id, message));
  }

  @Override
  public void close() {
    server.shutdownNow();
    await().until(server::isTerminated);
  }
}

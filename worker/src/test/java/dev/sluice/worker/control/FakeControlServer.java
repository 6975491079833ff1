package dev.sluice.worker.control;

import static org.awaitility.Awaitility.await;

import dev.sluice.worker.control.wire.AliveReply;
import dev.sluice.worker.control.wire.AliveRequest;
import dev.sluice.worker.control.wire.ControlGrpc;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Refused;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.security.TlsMaterial;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A driver on a real port that greets workers as a test says and notes what they send. */
final class FakeControlServer extends ControlGrpc.ControlImplBase implements AutoCloseable {
  private final Server server;
  private final Function<Register, DriverMessage> greeting;
  private final List<WorkerMessage> messages = new CopyOnWriteArrayList<>();
  private final List<StreamObserver<DriverMessage>> sessions = new CopyOnWriteArrayList<>();
  private volatile boolean standsStill;

  private FakeControlServer(
      int port, Optional<TlsMaterial> tls, Function<Register, DriverMessage> greeting)
      throws IOException {
    this.greeting = greeting;
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server =
        NettyServerBuilder.forAddress(address, credentials(tls)).addService(this).build().start();
  }

  /** A driver that takes everybody. */
  static FakeControlServer ofEpoch(long epoch, int port) throws IOException {
    return new FakeControlServer(port, Optional.empty(), register -> welcome(epoch));
  }

  static FakeControlServer withTls(TlsMaterial tls) throws IOException {
    return new FakeControlServer(0, Optional.of(tls), register -> welcome(1));
  }

  /** A driver whose configuration workers do not understand. */
  static FakeControlServer withUnknownKey() throws IOException {
    var registered = Registered.newBuilder().setEpoch(1).putConfiguration("unknown.key", "1");
    return new FakeControlServer(
        0,
        Optional.empty(),
        register -> DriverMessage.newBuilder().setRegistered(registered).build());
  }

  /** A driver that takes nobody. */
  static FakeControlServer refusing(long epoch, int port) throws IOException {
    var refused = Refused.newBuilder().setReason("another program").setEpoch(epoch).build();
    return new FakeControlServer(
        port, Optional.empty(), register -> DriverMessage.newBuilder().setRefused(refused).build());
  }

  /** A driver that takes nobody yet. */
  static FakeControlServer standingBy() throws IOException {
    var waiting = DriverMessage.newBuilder().setWaiting(Waiting.getDefaultInstance()).build();
    return new FakeControlServer(0, Optional.empty(), register -> waiting);
  }

  @Override
  public StreamObserver<WorkerMessage> session(StreamObserver<DriverMessage> worker) {
    return new StreamObserver<>() {
      @Override
      public void onNext(WorkerMessage message) {
        messages.add(message);
        if (message.hasRegister()) {
          sessions.add(worker);
          worker.onNext(greeting.apply(message.getRegister()));
        }
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {}
    };
  }

  @Override
  public void alive(AliveRequest request, StreamObserver<AliveReply> reply) {
    if (!standsStill) {
      reply.onNext(AliveReply.getDefaultInstance());
      reply.onCompleted();
    }
  }

  /** From now on it answers nobody, as a process that was stopped by a signal. */
  void standStill() {
    standsStill = true;
  }

  void goOn() {
    standsStill = false;
  }

  /** Takes the worker that came last. */
  void letIn(long epoch) {
    send(welcome(epoch));
  }

  ControlAddress address() {
    var host = InetAddress.getLoopbackAddress().getHostAddress();
    return new ControlAddress.Remote(host, port());
  }

  int port() {
    return server.getPort();
  }

  void send(DriverMessage message) {
    sessions.get(sessions.size() - 1).onNext(message);
  }

  List<WorkerMessage> messages() {
    return messages;
  }

  List<Register> registrations() {
    return messages.stream()
        .filter(WorkerMessage::hasRegister)
        .map(WorkerMessage::getRegister)
        .toList();
  }

  /** Dies, with its connections. */
  @Override
  public void close() {
    server.shutdownNow();
    await().until(server::isTerminated);
  }

  private static DriverMessage welcome(long epoch) {
    return DriverMessage.newBuilder()
        .setRegistered(Registered.newBuilder().setEpoch(epoch))
        .build();
  }

  private static ServerCredentials credentials(Optional<TlsMaterial> tls) {
    return tls.<ServerCredentials>map(
            material ->
                TlsServerCredentials.newBuilder()
                    .keyManager(material.keyManager())
                    .trustManager(material.trustManager())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build())
        .orElseGet(InsecureServerCredentials::create);
  }
}

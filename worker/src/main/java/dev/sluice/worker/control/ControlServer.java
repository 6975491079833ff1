package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.AliveReply;
import dev.sluice.worker.control.wire.AliveRequest;
import dev.sluice.worker.control.wire.ControlGrpc;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.security.TlsMaterial;
import dev.sluice.worker.settings.PortUnavailableException;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The driver's side of the control plane: takes the sessions of workers.
 *
 * <p>A peer that is silent for more than two seconds is given up, one whose connection drops at
 * once.
 */
public final class ControlServer implements AutoCloseable {
  /** Largest message in either direction, in bytes; workers use the same. */
  public static final int LARGEST_MESSAGE = 64 << 20;

  private static final long KEEP_ALIVE_MILLIS = 1_000;
  private static final long SHORTEST_KEEP_ALIVE_MILLIS = 100;
  private static final long CLOSE_TIMEOUT_SECONDS = 2;

  private final Server server;
  private final WaitingRoom room;
  private final Service service;
  private final Optional<ServerThreads> threads;

  private ControlServer(
      Server server, WaitingRoom room, Service service, Optional<ServerThreads> threads) {
    this.server = server;
    this.room = room;
    this.service = service;
    this.threads = threads;
  }

  /**
   * Listens on a port. Workers can connect at once and wait there until {@link #admit}.
   *
   * @param address address to bind
   * @param port the port; 0 for any free one
   * @param tls the job's certificate, for mutual TLS; {@code null} for none
   * @throws PortUnavailableException if the port cannot be had
   */
  public static ControlServer listen(String address, int port, @Nullable TlsMaterial tls) {
    var threads = new ServerThreads();
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(address, port), credentials(tls))
            .keepAliveTime(KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS)
            .keepAliveTimeout(KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS)
            .permitKeepAliveTime(SHORTEST_KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxInboundMessageSize(LARGEST_MESSAGE);
    try {
      return start(threads.serve(builder), Optional.of(threads));
    } catch (IOException e) {
      threads.close();
      throw new PortUnavailableException(address, port, "SLUICE_CONTROL_PORT", e);
    }
  }

  /** Loads what messages consist of, so that the first session need not; may be left out. */
  public static void prepare() {
    var unused =
        DriverMessage.newBuilder()
            .setRegistered(Registered.newBuilder().putConfiguration("", ""))
            .build()
            .getSerializedSize();
    unused =
        WorkerMessage.newBuilder().setRegister(Register.newBuilder()).build().getSerializedSize();
  }

  /** Takes workers of this JVM under a name. */
  public static ControlServer inProcess(String name) {
    try {
      return start(InProcessServerBuilder.forName(name), Optional.empty());
    } catch (IOException e) {
      throw new IllegalStateException("in-process server " + name + " is taken", e);
    }
  }

  /**
   * Lets workers in, those that wait and those to come; called once.
   *
   * @param handler gets what happens in their sessions, on threads of the connections: must not
   *     wait
   */
  public void admit(Admission admission, SessionHandler handler) {
    room.open(new Reception(admission, handler));
  }

  /**
   * Has workers that wait make ready what they are likely to need, those that are there and those
   * to come.
   */
  public void makeReady(Waiting likely) {
    room.makeReady(likely);
  }

  /**
   * Lets a driver that stands by for this one know that the next silence is the end of this one.
   */
  public void announceEnd() {
    service.ending = true;
  }

  private static ControlServer start(ServerBuilder<?> builder, Optional<ServerThreads> threads)
      throws IOException {
    var room = new WaitingRoom();
    var service = new Service(room);
    // Nothing here waits, so that no other threads are needed than those that bring the messages.
    var server = builder.directExecutor().addService(service).build().start();
    return new ControlServer(server, room, service, threads);
  }

  private static ServerCredentials credentials(@Nullable TlsMaterial tls) {
    return tls == null
        ? InsecureServerCredentials.create()
        : TlsServerCredentials.newBuilder()
            .keyManager(tls.keyManager())
            .trustManager(tls.trustManager())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
  }

  /** Returns who waits to be let in. */
  public WaitingWorkers waiting() {
    return room.count();
  }

  /** Returns the port; -1 in process. */
  public int port() {
    return server.getPort();
  }

  /** Ends all sessions after what was sent, and the server. Waits for at most a few seconds. */
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.ifPresent(ServerThreads::close);
  }

  private static final class Service extends ControlGrpc.ControlImplBase {
    private final WaitingRoom room;
    private volatile boolean ending;

    Service(WaitingRoom room) {
      this.room = room;
    }

    @Override
    public void alive(AliveRequest request, StreamObserver<AliveReply> reply) {
      reply.onNext(AliveReply.newBuilder().setEnding(ending).build());
      reply.onCompleted();
    }

    @Override
    public StreamObserver<WorkerMessage> session(StreamObserver<DriverMessage> stream) {
      var session = new ServerSession(room, (ServerCallStreamObserver<DriverMessage>) stream);
      session.watch();
      return session;
    }
  }

  /** Who may come in, and who is told. */
  record Reception(Admission admission, SessionHandler handler) {}
}

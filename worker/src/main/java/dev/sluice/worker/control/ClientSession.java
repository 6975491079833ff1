package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.AliveReply;
import dev.sluice.worker.control.wire.AliveRequest;
import dev.sluice.worker.control.wire.ControlGrpc;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.WorkerMessage;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one driver, from the first attempt to connect until it broke. Its callbacks run
 * on the executor given, one at a time; few messages are taken from the network before they are
 * handled. All methods are safe from any thread.
 */
final class ClientSession implements ClientResponseObserver<WorkerMessage, DriverMessage> {
  private static final long ALIVE_DEADLINE_MILLIS = 1_500;

  private final ManagedChannel channel;
  private final BiConsumer<ClientSession, DriverMessage> messages;
  private final BiConsumer<ClientSession, String> ended;
  private @Nullable ClientCallStreamObserver<WorkerMessage> requests;
  private final TakenMessages taken = new TakenMessages();
  private boolean over;

  private ClientSession(
      ManagedChannel channel,
      BiConsumer<ClientSession, DriverMessage> messages,
      BiConsumer<ClientSession, String> ended) {
    this.channel = channel;
    this.messages = messages;
    this.ended = ended;
  }

  /**
   * Connects and registers; returns at once.
   *
   * @param messages takes the driver's messages; for each it calls {@link #handled} once
   * @param ended called once with the reason when the session is over, unless it was closed
   */
  static ClientSession open(
      ControlChannels channels,
      Executor callbacks,
      Register registration,
      BiConsumer<ClientSession, DriverMessage> messages,
      BiConsumer<ClientSession, String> ended) {
    var session = new ClientSession(channels.open(callbacks), messages, ended);
    var unused = ControlGrpc.newStub(session.channel).session(session);
    session.send(WorkerMessage.newBuilder().setRegister(registration).build());
    return session;
  }

  @Override
  public synchronized void beforeStart(ClientCallStreamObserver<WorkerMessage> stream) {
    requests = stream;
    stream.disableAutoRequestWithInitial(TakenMessages.AT_A_TIME);
  }

  /** Sends a message; one that comes after the end is dropped. */
  synchronized void send(WorkerMessage message) {
    if (!over && requests != null) {
      requests.onNext(message);
    }
  }

  /** A message was handled: another one may come. */
  synchronized void handled() {
    var stream = requests;
    if (!over && stream != null) {
      taken.next(stream::request);
    }
  }

  /** Asks the driver for a sign of life; the session ends if none comes in time. */
  void probe() {
    ClientCall<AliveRequest, AliveReply> call =
        channel.newCall(
            ControlGrpc.getAliveMethod(),
            CallOptions.DEFAULT.withDeadlineAfter(ALIVE_DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    ClientCalls.asyncUnaryCall(call, AliveRequest.getDefaultInstance(), new AliveObserver());
  }

  /** Ends the session without a word to {@code ended}. */
  void close() {
    finish();
  }

  @Override
  public void onNext(DriverMessage message) {
    if (!isOver()) {
      messages.accept(this, message);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(reasonOf(failure));
  }

  @Override
  public void onCompleted() {
    end("the driver ended the session");
  }

  private void end(String reason) {
    if (finish()) {
      ended.accept(this, reason);
    }
  }

  private synchronized boolean finish() {
    boolean first = !over;
    over = true;
    channel.shutdownNow();
    return first;
  }

  synchronized boolean isOver() {
    return over;
  }

  static String reasonOf(Throwable failure) {
    var status = Status.fromThrowable(failure);
    Throwable deepest = status.getCause();
    while (deepest != null && deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    if (deepest != null && deepest.getMessage() != null) {
      return deepest.getMessage();
    }
    String description = status.getDescription();
    return description == null ? status.getCode().toString() : description;
  }

  private final class AliveObserver implements StreamObserver<AliveReply> {
    @Override
    public void onNext(AliveReply reply) {}

    @Override
    public void onError(Throwable failure) {
      if (Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED) {
        end("the driver gave no sign of life for " + ALIVE_DEADLINE_MILLIS + " ms");
      }
    }

    @Override
    public void onCompleted() {}
  }
}

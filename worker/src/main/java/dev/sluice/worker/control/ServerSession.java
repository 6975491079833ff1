package dev.sluice.worker.control;

import dev.sluice.worker.control.ControlServer.Reception;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Refused;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.WorkerMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of the service, from its first message on. */
final class ServerSession implements WorkerSession, StreamObserver<WorkerMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

  private final WaitingRoom room;
  private final ServerCallStreamObserver<DriverMessage> stream;

  private final ReentrantLock lock = new ReentrantLock();
  private final OutboundQueue outbound = new OutboundQueue();
  private final TakenMessages taken = new TakenMessages();
  private boolean open = true;
  private boolean leftReported;

  private volatile String workerId = "";

  /** Set when the worker has joined. */
  private volatile @Nullable SessionHandler handler;

  ServerSession(WaitingRoom room, ServerCallStreamObserver<DriverMessage> stream) {
    this.room = room;
    this.stream = stream;
  }

  /** Hears of the connection; to be called before the first message. */
  void watch() {
    stream.disableAutoRequest();
    stream.request(TakenMessages.AT_A_TIME);
    stream.setOnReadyHandler(this::flush);
    stream.setOnCancelHandler(() -> end("the connection was lost"));
    stream.setOnCloseHandler(() -> end("the session was closed"));
  }

  @Override
  public String workerId() {
    return workerId;
  }

  @Override
  public void onNext(WorkerMessage message) {
    var joined = handler;
    if (joined != null) {
      joined.received(this, message);
    } else if (message.hasRegister()) {
      room.enter(this, message.getRegister());
    } else if (message.hasPrepared()) {
      room.prepared(this);
    } else {
      refuse("the first message of a session must be Register", 0);
    }
    taken.next(stream::request);
  }

  /** Called by the thread of the connection, or by the one that lets waiting workers in. */
  void register(Reception opened, Register register) {
    lock.lock();
    try {
      if (!open || handler != null) {
        return;
      }
      var admission = opened.admission();
      var refusal = admission.refusal(register);
      if (refusal.isPresent()) {
        LOG.warn("refused worker {}: {}", register.getWorkerId(), refusal.get());
        refuse(refusal.get(), admission.epoch());
        return;
      }
      workerId = register.getWorkerId();
      handler = opened.handler();
      send(
          DriverMessage.newBuilder()
              .setRegistered(
                  Registered.newBuilder()
                      .setEpoch(admission.epoch())
                      .putAllConfiguration(admission.configuration()))
              .build());
      // Under the lock, so that nobody hears of the end of this session before.
      opened.handler().joined(this, register);
    } finally {
      lock.unlock();
    }
  }

  private void refuse(String reason, long epoch) {
    send(
        DriverMessage.newBuilder()
            .setRefused(Refused.newBuilder().setReason(reason).setEpoch(epoch))
            .build());
    complete();
  }

  @Override
  public void onError(Throwable failure) {
    end("the connection was lost: " + Status.fromThrowable(failure).getCode());
  }

  @Override
  public void onCompleted() {
    complete();
    end("the worker closed the connection");
  }

  @Override
  public void send(DriverMessage message) {
    lock.lock();
    try {
      if (!open) {
        return;
      }
      if (!outbound.offer(message)) {
        open = false;
        outbound.clear();
        stream.onError(
            Status.RESOURCE_EXHAUSTED
                .withDescription("the worker does not take its messages")
                .asRuntimeException());
      } else {
        drain();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close(String reason) {
    complete();
    end(reason);
  }

  private void flush() {
    lock.lock();
    try {
      drain();
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    while (open && stream.isReady()) {
      var next = outbound.poll();
      if (next == null) {
        return;
      }
      stream.onNext(next);
    }
  }

  /** Sends what is left without regard to the receiver's pace, and closes this side. */
  private void complete() {
    lock.lock();
    try {
      if (open) {
        open = false;
        for (var next = outbound.poll(); next != null; next = outbound.poll()) {
          stream.onNext(next);
        }
        stream.onCompleted();
      }
    } catch (IllegalStateException | io.grpc.StatusRuntimeException e) {
      LOG.debug("session of {} was gone before it was closed", workerId, e);
    } finally {
      lock.unlock();
    }
  }

  private void end(String reason) {
    room.leave(this);
    SessionHandler joined;
    lock.lock();
    try {
      open = false;
      outbound.clear();
      joined = handler;
      if (leftReported || joined == null) {
        return;
      }
      leftReported = true;
    } finally {
      lock.unlock();
    }
    joined.left(this, reason);
  }
}

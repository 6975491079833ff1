package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Refused;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.WorkerMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of the service, from its first message on. */
final class ServerSession implements WorkerSession, StreamObserver<WorkerMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

  private final Admission admission;
  private final SessionHandler handler;
  private final ServerCallStreamObserver<DriverMessage> stream;

  private final ReentrantLock lock = new ReentrantLock();
  private final OutboundQueue outbound = new OutboundQueue();
  private boolean open = true;
  private boolean leftReported;

  private volatile String workerId = "";
  private volatile boolean joined;

  ServerSession(
      Admission admission, SessionHandler handler, ServerCallStreamObserver<DriverMessage> stream) {
    this.admission = admission;
    this.handler = handler;
    this.stream = stream;
  }

  /** Hears of the connection; to be called before the first message. */
  void watch() {
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
    if (joined) {
      handler.received(this, message);
    } else if (message.hasRegister()) {
      register(message.getRegister());
    } else {
      refuse("the first message of a session must be Register");
    }
  }

  private void register(Register register) {
    var refusal = admission.refusal(register);
    if (refusal.isPresent()) {
      LOG.warn("refused worker {}: {}", register.getWorkerId(), refusal.get());
      refuse(refusal.get());
      return;
    }
    workerId = register.getWorkerId();
    joined = true;
    send(
        DriverMessage.newBuilder()
            .setRegistered(
                Registered.newBuilder()
                    .setEpoch(admission.epoch())
                    .putAllConfiguration(admission.configuration()))
            .build());
    handler.joined(this, register);
  }

  private void refuse(String reason) {
    send(
        DriverMessage.newBuilder()
            .setRefused(Refused.newBuilder().setReason(reason).setEpoch(admission.epoch()))
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
    lock.lock();
    try {
      open = false;
      outbound.clear();
      if (leftReported || !joined) {
        return;
      }
      leftReported = true;
    } finally {
      lock.unlock();
    }
    handler.left(this, reason);
  }
}

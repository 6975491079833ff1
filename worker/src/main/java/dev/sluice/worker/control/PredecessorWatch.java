package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.AliveReply;
import dev.sluice.worker.control.wire.AliveRequest;
import dev.sluice.worker.control.wire.ControlGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the driver that this one is to replace for signs of life until there are none: at once when
 * it ends as it said, within a fifth of a second of another end, within three seconds of a silence.
 * All work happens on one thread.
 */
public final class PredecessorWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PredecessorWatch.class);
  private static final long DEADLINE_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ControlAddress address;
  private final ManagedChannel channel;
  private final ScheduledThreadPoolExecutor thread;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private SignsOfLife signs = SignsOfLife.none(nowMillis());

  /** Begins to ask; {@code channels} lead to the predecessor. */
  public PredecessorWatch(ControlChannels channels) {
    address = channels.driver();
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var made = new Thread(task, "predecessor");
              made.setDaemon(true);
              return made;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    channel = channels.open(thread);
    thread.execute(this::ask);
  }

  /**
   * Completes when the predecessor is gone; exceptionally with a {@link
   * PredecessorUnreachableException} if it never answered.
   */
  public CompletableFuture<Void> gone() {
    return gone.copy();
  }

  private void ask() {
    ClientCall<AliveRequest, AliveReply> call =
        channel.newCall(
            ControlGrpc.getAliveMethod(),
            CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    ClientCalls.asyncUnaryCall(call, AliveRequest.getDefaultInstance(), new Answer());
  }

  private void heard(SignsOfLife next, String what) {
    if (next.reached() && !signs.reached()) {
      LOG.info("standing by for driver {}", address);
    }
    signs = next;
    switch (signs.verdict(nowMillis())) {
      case WAIT -> {
        var unused = thread.schedule(this::ask, signs.pauseMillis(), TimeUnit.MILLISECONDS);
      }
      case GONE -> {
        LOG.info("driver {} is gone: {}", address, what);
        gone.complete(null);
      }
      case NEVER_REACHED ->
          gone.completeExceptionally(
              new PredecessorUnreachableException(address, SignsOfLife.PATIENCE_MILLIS, what));
    }
  }

  private static long nowMillis() {
    return System.nanoTime() / NANOS_PER_MILLI;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    thread.shutdown();
  }

  private final class Answer implements StreamObserver<AliveReply> {
    private boolean ending;

    @Override
    public void onNext(AliveReply reply) {
      ending = reply.getEnding();
    }

    @Override
    public void onError(Throwable failure) {
      channel.resetConnectBackoff();
      boolean closed = Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE;
      heard(signs.failed(closed), ClientSession.reasonOf(failure));
    }

    @Override
    public void onCompleted() {
      heard(signs.answered(ending), "");
    }
  }
}

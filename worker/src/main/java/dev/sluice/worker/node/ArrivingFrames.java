package dev.sluice.worker.node;

import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.executor.ExecutorRuntime;
import dev.sluice.worker.transport.FrameHandler;
import dev.sluice.worker.transport.MarkerFrame;
import dev.sluice.worker.transport.ReceivedData;
import java.util.concurrent.CompletableFuture;

/** Hands what other executors send to the executor of this worker. */
final class ArrivingFrames implements FrameHandler {
  private static final int MARKER = -1;

  private final CompletableFuture<ExecutorRuntime> executor;

  /**
   * @param executor completed before this worker is known to others; never, if it is no executor
   */
  ArrivingFrames(CompletableFuture<ExecutorRuntime> executor) {
    this.executor = executor;
  }

  @Override
  public void data(ReceivedData data) {
    var frame = data.frame();
    var payload = frame.payload();
    byte[] records = new byte[payload.readableBytes()];
    payload.getBytes(payload.readerIndex(), records);
    runtime()
        .recordsArrived(
            new Address(
                frame.plan(),
                frame.generation(),
                frame.batch(),
                frame.exchange(),
                frame.partition()),
            records,
            data::consumed);
  }

  @Override
  public void marker(String from, MarkerFrame marker) {
    runtime()
        .markerArrived(
            new Address(
                marker.plan(), marker.generation(), marker.batch(), marker.exchange(), MARKER));
  }

  private ExecutorRuntime runtime() {
    var runtime = executor.getNow(null);
    if (runtime == null) {
      throw new IllegalStateException("records came to a worker that is no executor");
    }
    return runtime;
  }
}

package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RemoveBlocks;
import dev.sluice.worker.control.wire.SetRate;
import dev.sluice.worker.control.wire.StopReceiver;
import dev.sluice.worker.driver.workers.Worker;
import java.util.List;

/** What the tracker tells receiver workers. */
final class ReceiverMessages {
  private ReceiverMessages() {}

  static DriverMessage.Builder stopMessage(int stream, int attempt) {
    return DriverMessage.newBuilder()
        .setStopReceiver(
            StopReceiver.newBuilder().setStream(stream).setAttempt(attempt).setGraceful(true));
  }

  static void removeFrom(Worker worker, List<BlockId> ids) {
    worker.send(
        DriverMessage.newBuilder()
            .setRemoveBlocks(
                RemoveBlocks.newBuilder()
                    .addAllIds(ids.stream().map(WireBlocks::toWire).toList())));
  }

  /** Tells a worker how fast a receiver of it may be, if somebody said so. */
  static void sendRate(StreamReceiver receiver, Worker worker) {
    receiver
        .rate()
        .ifPresent(
            rate ->
                worker.send(
                    DriverMessage.newBuilder()
                        .setSetRate(
                            SetRate.newBuilder()
                                .setStream(receiver.number())
                                .setRecordsPerSecond(rate))));
  }
}

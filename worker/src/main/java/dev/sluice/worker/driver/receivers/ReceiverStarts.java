package dev.sluice.worker.driver.receivers;

import static dev.sluice.worker.driver.receivers.ReceiverMessages.sendRate;
import static dev.sluice.worker.driver.receivers.ReceiverMessages.stopMessage;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RunningReceiver;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.workers.Worker;
import java.util.Optional;

/** Starts receivers on workers, each time with a higher attempt. Owned by the event loop. */
final class ReceiverStarts {
  private static final int ATTEMPTS_PER_EPOCH = 10_000;

  private final Inputs inputs;
  private int lastAttempt;

  ReceiverStarts(Inputs inputs, long epoch) {
    this.inputs = inputs;
    this.lastAttempt = (int) Math.min(epoch * ATTEMPTS_PER_EPOCH, Integer.MAX_VALUE / 2);
  }

  /** Has a worker run a receiver, from where its stream is. */
  void start(StreamReceiver receiver, Worker host) {
    receiver.starting(++lastAttempt, host.id());
    var message =
        StartReceiver.newBuilder()
            .setStream(receiver.number())
            .setAttempt(receiver.attempt())
            .setReceiver(ByteString.copyFrom(receiver.content()));
    inputs.stream(receiver.number())
        .ifPresent(
            input -> {
              input.lastPosition().ifPresent(message::setLastPosition);
              input.lastBlock().ifPresent(id -> message.setLastBlock(WireBlocks.toWire(id)));
              inputs.uidOf(input).ifPresent(message::setSource);
            });
    host.send(DriverMessage.newBuilder().setStartReceiver(message));
    sendRate(receiver, host);
  }

  /** Takes over a receiver that runs on a worker already, or ends it if it was replaced. */
  void adopt(Optional<StreamReceiver> receiver, Worker host, RunningReceiver running) {
    if (receiver.isEmpty() || !receiver.get().adopt(running.getAttempt(), host.id())) {
      host.send(stopMessage(running.getStream(), running.getAttempt()));
      return;
    }
    lastAttempt = Math.max(lastAttempt, running.getAttempt());
    sendRate(receiver.get(), host);
  }
}

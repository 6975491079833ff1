package dev.sluice.worker.receiver;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.WorkerMessage;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * Blocks that the driver was told of and has not answered. They are told again to every driver that
 * takes this worker; telling twice is harmless. At most one a stream. Thread-safe.
 */
final class Announcements {
  private record Pending(BlockAdded message, CompletableFuture<Void> stored) {}

  private final Predicate<WorkerMessage> driver;
  private final Map<BlockId, Pending> pending = new ConcurrentSkipListMap<>();

  Announcements(Predicate<WorkerMessage> driver) {
    this.driver = driver;
  }

  /**
   * Tells the driver of a block.
   *
   * @return done when the driver knows the block; fails with {@link ReceiverStoppedException} when
   *     it refuses it. Cancel it to give up
   */
  CompletableFuture<Void> announce(BlockAdded message) {
    var id = WireBlocks.fromWire(message.getBlock().getId());
    var stored = new CompletableFuture<Void>();
    pending.put(id, new Pending(message, stored));
    var unused = stored.whenComplete((nothing, failure) -> pending.remove(id));
    send(message);
    return stored;
  }

  /** Hears that the driver knows a block. */
  void stored(BlockId id) {
    var answered = pending.get(id);
    if (answered != null) {
      answered.stored().complete(null);
    }
  }

  /** Hears that the driver has no use for blocks. */
  void removed(Collection<BlockId> ids) {
    for (var id : ids) {
      var answered = pending.get(id);
      if (answered != null) {
        answered
            .stored()
            .completeExceptionally(
                new ReceiverStoppedException(
                    "the driver refused " + id + ": another attempt of the receiver runs"));
      }
    }
  }

  /** Tells a driver that has just taken this worker. */
  void repeat() {
    pending.values().forEach(waiting -> send(waiting.message()));
  }

  private void send(BlockAdded message) {
    // A message that finds no session is told with the next one.
    var unused = driver.test(WorkerMessage.newBuilder().setBlockAdded(message).build());
  }
}

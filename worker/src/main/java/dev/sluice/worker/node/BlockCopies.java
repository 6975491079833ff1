package dev.sluice.worker.node;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockCopied;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.receiver.BlockReplicator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies blocks of this worker to other workers, as the driver asks for it: of each order one after
 * the other. What fails is left out; the driver hears of what is there. Thread-safe; does not
 * block.
 */
final class BlockCopies {
  private static final Logger LOG = LoggerFactory.getLogger(BlockCopies.class);

  private final BlockStore blocks;
  private final BlockReplicator replicator;
  private final Predicate<WorkerMessage> driver;

  /**
   * Makes the copier of a worker.
   *
   * @param driver sends to the driver; false if there is none now
   */
  BlockCopies(BlockStore blocks, BlockReplicator replicator, Predicate<WorkerMessage> driver) {
    this.blocks = blocks;
    this.replicator = replicator;
    this.driver = driver;
  }

  /**
   * Makes copies.
   *
   * @return done when each is there or has failed
   */
  CompletableFuture<Void> copy(List<BlockCopy> copies) {
    var done = new CompletableFuture<Void>();
    copy(copies, 0, done);
    return done;
  }

  /** On other threads, so that copies that are done at once do not nest. */
  private void copy(List<BlockCopy> copies, int index, CompletableFuture<Void> done) {
    if (index == copies.size()) {
      done.complete(null);
      return;
    }
    var next = copies.get(index);
    var unused =
        copy(next)
            .whenCompleteAsync(
                (nothing, failure) -> {
                  if (failure != null) {
                    LOG.warn(
                        "{} has no copy on {}: {}",
                        WireBlocks.fromWire(next.getId()),
                        next.getTarget().getWorkerId(),
                        failure.toString());
                  }
                  copy(copies, index + 1, done);
                });
  }

  private CompletableFuture<Void> copy(BlockCopy copy) {
    return blocks
        .get(WireBlocks.fromWire(copy.getId()))
        .map(block -> replicator.put(copy.getTarget(), block).thenRun(() -> tell(block, copy)))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private void tell(Block block, BlockCopy copy) {
    var copied =
        BlockCopied.newBuilder()
            .setId(WireBlocks.toWire(block.id()))
            .setWorkerId(copy.getTarget().getWorkerId());
    // Without a session there is no driver that has asked; the next one sees who holds what.
    var unused = driver.test(WorkerMessage.newBuilder().setBlockCopied(copied).build());
  }
}

package dev.sluice.worker.receiver;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.control.wire.Peer;
import java.util.concurrent.CompletableFuture;

/** Copies blocks to other workers. Thread-safe; does not block. */
@FunctionalInterface
public interface BlockReplicator {
  /** Returns what is done when the worker holds the block; cancel it to give up. */
  CompletableFuture<Void> put(Peer worker, Block block);
}

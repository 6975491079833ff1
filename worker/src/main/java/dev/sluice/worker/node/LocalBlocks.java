package dev.sluice.worker.node;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockNotFoundException;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.executor.BlockFetcher;
import dev.sluice.worker.receiver.BlockReplicator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Blocks of a worker that is alone in its job. */
record LocalBlocks(BlockStore store) implements BlockFetcher, BlockReplicator {
  @Override
  public Block fetch(BlockId id, List<Peer> holders) {
    return store.get(id).orElseThrow(() -> new BlockNotFoundException(id, "this JVM"));
  }

  @Override
  public CompletableFuture<Void> put(Peer worker, Block block) {
    return store.put(block);
  }
}

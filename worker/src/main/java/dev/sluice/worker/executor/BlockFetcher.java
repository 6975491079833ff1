package dev.sluice.worker.executor;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.wire.Peer;
import java.util.List;

/** Finds blocks: here, or on a worker that holds them. Thread-safe. */
@FunctionalInterface
public interface BlockFetcher {
  /**
   * Gets a block; may block for a bounded time.
   *
   * @param id the block
   * @param holders workers that have it, tried in order when it is not here
   * @throws dev.sluice.worker.block.BlockNotFoundException if none of them has it any more
   */
  Block fetch(BlockId id, List<Peer> holders);
}

package dev.sluice.worker.executor;

import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockNotFoundException;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockInput;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.writeahead.DamagedSegmentException;
import dev.sluice.worker.writeahead.SegmentReader;

/** Where the content of blocks comes from: workers, and then the write-ahead log. Thread-safe. */
final class BlockSource {
  private final BlockFetcher workers;
  private final SegmentReader log;

  BlockSource(BlockFetcher workers, ObjectStore store) {
    this.workers = workers;
    this.log = new SegmentReader(store);
  }

  /**
   * Gets the content of a block; may block for a bounded time.
   *
   * @throws BlockNotFoundException if no worker has it and it is in no log
   * @throws UnreadableBlockException if it should be in the log and is not, or is damaged
   * @throws dev.sluice.worker.storage.StoreException if the store of the log cannot be reached
   */
  BlockContent read(BlockId id, BlockInput input) {
    try {
      return workers.fetch(id, input.getHoldersList()).content();
    } catch (BlockNotFoundException e) {
      if (!input.hasSegment()) {
        throw e;
      }
    }
    try {
      return log.block(id, WireBlocks.fromWire(input.getSegment()));
    } catch (DamagedSegmentException | ObjectNotFoundException e) {
      throw new UnreadableBlockException(id, e);
    }
  }
}

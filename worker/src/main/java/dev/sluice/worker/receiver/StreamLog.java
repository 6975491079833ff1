package dev.sluice.worker.receiver;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.writeahead.SegmentLog;
import dev.sluice.worker.writeahead.SegmentRange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The write-ahead log for the blocks of one stream.
 *
 * @param source uid of the stream's source
 */
record StreamLog(SegmentLog segments, String source) {
  CompletableFuture<SegmentRange> append(Block block) {
    return segments.append(source, block);
  }

  /**
   * Waits until a block is durable.
   *
   * @throws ReceiverStoppedException if the worker ends before that
   */
  static SegmentRange await(CompletableFuture<SegmentRange> durable) throws InterruptedException {
    try {
      return durable.get();
    } catch (ExecutionException e) {
      throw new ReceiverStoppedException("the block is not in the log: " + e.getCause());
    }
  }
}

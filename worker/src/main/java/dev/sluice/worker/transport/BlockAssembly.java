package dev.sluice.worker.transport;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockChunk;
import dev.sluice.worker.block.BlockContent;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Puts a block together from fragments, whose ends are not those of its chunks. One thread. */
final class BlockAssembly {
  private final BlockHeader header;
  private final List<BlockChunk> chunks;
  private byte[] current = new byte[0];
  private int filled;

  BlockAssembly(BlockHeader header) {
    this.header = header;
    this.chunks = new ArrayList<>(header.chunks().size());
    if (!isComplete()) {
      current = new byte[header.chunks().get(0).length()];
      endFullChunks();
    }
  }

  /**
   * Copies the readable bytes.
   *
   * @throws TransportException when there are more than were announced
   */
  void append(ByteBuf fragment) {
    while (fragment.isReadable()) {
      if (isComplete()) {
        throw new TransportException(header.info().id() + " is longer than announced");
      }
      int count = Math.min(fragment.readableBytes(), current.length - filled);
      fragment.readBytes(current, filled, count);
      filled += count;
      endFullChunks();
    }
  }

  boolean isComplete() {
    return chunks.size() == header.chunks().size();
  }

  Block block() {
    return new Block(header.info(), new BlockContent.Encoded(chunks));
  }

  /** Ends the current chunk when it is full, and every empty one that follows. */
  private void endFullChunks() {
    while (!isComplete() && filled == current.length) {
      chunks.add(new BlockChunk(current, header.chunks().get(chunks.size()).records()));
      filled = 0;
      if (!isComplete()) {
        current = new byte[header.chunks().get(chunks.size()).length()];
      }
    }
  }
}

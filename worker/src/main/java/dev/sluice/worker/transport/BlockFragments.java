package dev.sluice.worker.transport;

import dev.sluice.worker.block.BlockChunk;
import dev.sluice.worker.block.BlockContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Iterator;

/** Cuts the content of a block into fragments as the connection takes them. One thread. */
final class BlockFragments {
  private final long request;
  private final int fragmentBytes;
  private final Iterator<BlockChunk> chunks;
  private long remaining;
  private byte[] current = new byte[0];
  private int position;

  BlockFragments(long request, BlockContent.Encoded content, int fragmentBytes) {
    this.request = request;
    this.fragmentBytes = fragmentBytes;
    this.chunks = content.chunks().iterator();
    this.remaining = content.bytes();
  }

  long request() {
    return request;
  }

  boolean isDone() {
    return remaining == 0;
  }

  Outgoing next(ByteBufAllocator allocator) {
    int room = (int) Math.min(fragmentBytes, remaining);
    remaining -= room;
    ByteBuf out = Frames.beginFragment(allocator, request, room);
    while (room > 0) {
      if (position == current.length) {
        current = chunks.next().bytes();
        position = 0;
      }
      int count = Math.min(room, current.length - position);
      out.writeBytes(current, position, count);
      position += count;
      room -= count;
    }
    return Frames.end(out);
  }
}

package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.BlockChunk;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.zip.CRC32C;

/**
 * A block as a segment holds it: attempt, sequence, number of chunks; every chunk with its number
 * of records and its length; a checksum of all that. The stream is in the index only, since its
 * number may change with the program.
 */
final class BlockBytes {
  private static final int HEAD = Integer.BYTES + Long.BYTES + Integer.BYTES;
  private static final int CHUNK_HEAD = 2 * Integer.BYTES;
  private static final int CHECKSUM = Integer.BYTES;

  private BlockBytes() {}

  static int length(BlockContent.Encoded content) {
    long length = HEAD + CHECKSUM + content.bytes() + (long) CHUNK_HEAD * content.chunks().size();
    return Math.toIntExact(length);
  }

  static void write(BlockId id, BlockContent.Encoded content, ByteBuffer target) {
    int start = target.position();
    target.putInt(id.attempt()).putLong(id.sequence()).putInt(content.chunks().size());
    for (var chunk : content.chunks()) {
      target.putInt(chunk.records()).putInt(chunk.length()).put(chunk.bytes());
    }
    var checksum = new CRC32C();
    checksum.update(target.duplicate().flip().position(start));
    target.putInt((int) checksum.getValue());
  }

  /**
   * Reads a block.
   *
   * @throws DamagedSegmentException if the bytes are not those of this block
   */
  static BlockContent.Encoded read(String key, BlockId id, byte[] bytes) {
    int body = bytes.length - CHECKSUM;
    if (body < HEAD || ByteBuffer.wrap(bytes).getInt(body) != checksum(bytes, 0, body)) {
      throw new DamagedSegmentException(key, "the checksum of " + id + " is wrong");
    }
    try {
      var source = ByteBuffer.wrap(bytes, 0, body);
      if (source.getInt() != id.attempt() || source.getLong() != id.sequence()) {
        throw new DamagedSegmentException(key, id + " is not where the index says");
      }
      var chunks = new ArrayList<BlockChunk>();
      for (int left = source.getInt(); left > 0; left--) {
        int records = source.getInt();
        var content = new byte[source.getInt()];
        source.get(content);
        chunks.add(new BlockChunk(content, records));
      }
      return new BlockContent.Encoded(chunks);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new DamagedSegmentException(key, id + " ends too early");
    }
  }

  static int checksum(byte[] bytes, int offset, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}

package dev.sluice.worker.transport;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What precedes the bytes of a block: what is known of it, and where its chunks begin and end.
 *
 * <pre>
 * block id | records long | bytes long | has previous byte [| block id] | has position byte [| text]
 * | chunks int | (records int | length int) for each chunk
 * </pre>
 */
record BlockHeader(BlockInfo info, List<Chunk> chunks) {
  private static final int CHUNK_BYTES = 8;

  record Chunk(int records, int length) {}

  static BlockHeader of(Block block, BlockContent.Encoded content) {
    return new BlockHeader(
        block.info(),
        content.chunks().stream().map(c -> new Chunk(c.records(), c.length())).toList());
  }

  void write(ByteBuf out) {
    Frames.writeId(out, info.id());
    out.writeLong(info.records()).writeLong(info.bytes());
    out.writeBoolean(info.previous().isPresent());
    info.previous().ifPresent(previous -> Frames.writeId(out, previous));
    out.writeBoolean(info.position().isPresent());
    info.position().ifPresent(position -> Frames.writeText(out, position));
    out.writeInt(chunks.size());
    for (Chunk chunk : chunks) {
      out.writeInt(chunk.records()).writeInt(chunk.length());
    }
  }

  static BlockHeader read(ByteBuf in) {
    BlockId id = Frames.readId(in);
    long records = in.readLong();
    long bytes = in.readLong();
    Optional<BlockId> previous =
        in.readBoolean() ? Optional.of(Frames.readId(in)) : Optional.empty();
    Optional<String> position =
        in.readBoolean() ? Optional.of(Frames.readText(in)) : Optional.empty();
    int count = in.readInt();
    if (count < 0 || (long) count * CHUNK_BYTES > in.readableBytes()) {
      throw new TransportException(id + " announces " + count + " chunks in a shorter frame");
    }
    List<Chunk> chunks = new ArrayList<>(count);
    long sum = 0;
    for (int index = 0; index < count; index++) {
      Chunk chunk = new Chunk(in.readInt(), in.readInt());
      if (chunk.records() < 0 || chunk.length() < 0) {
        throw new TransportException(id + " announces a chunk of negative size");
      }
      sum += chunk.length();
      chunks.add(chunk);
    }
    if (sum != bytes) {
      throw new TransportException(id + " announces " + bytes + " bytes in chunks of " + sum);
    }
    return new BlockHeader(new BlockInfo(id, records, bytes, previous, position), chunks);
  }
}

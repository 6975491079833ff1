package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in a segment; see {@code docs/checkpoint-format.md}. It lies behind the blocks, so that a
 * segment of which it can be read is whole.
 */
final class SegmentIndex {
  private static final int MAGIC = 0x534C5753; // "SLWS"
  private static final int VERSION = 1;

  /**
   * An entry.
   *
   * @param source uid of the block's source
   * @param info the block
   * @param offset where it begins in the segment
   * @param length its bytes in the segment
   */
  record Entry(String source, BlockInfo info, long offset, int length) {}

  private SegmentIndex() {}

  static byte[] encode(List<Entry> entries) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeByte(VERSION);
      out.writeInt(entries.size());
      for (var entry : entries) {
        write(entry, out);
      }
      out.writeInt(BlockBytes.checksum(bytes.toByteArray(), 0, bytes.size()));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be written", e);
    }
  }

  /**
   * Reads an index.
   *
   * @param key the segment, for messages and ranges
   * @throws DamagedSegmentException if it is not one, or of a later version
   */
  static List<LoggedBlock> decode(String key, byte[] bytes) {
    int body = bytes.length - Integer.BYTES;
    if (body < 0 || ByteBuffer.wrap(bytes).getInt(body) != BlockBytes.checksum(bytes, 0, body)) {
      throw new DamagedSegmentException(key, "the checksum of its index is wrong");
    }
    try {
      var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
      if (in.readInt() != MAGIC) {
        throw new DamagedSegmentException(key, "it has no index");
      }
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new DamagedSegmentException(
            key,
            "it has version %d, and this program reads up to %d: use the newer one"
                .formatted(version, VERSION));
      }
      var blocks = new ArrayList<LoggedBlock>();
      for (int left = in.readInt(); left > 0; left--) {
        blocks.add(read(key, in));
      }
      return blocks;
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedSegmentException(key, "its index cannot be read: " + e.getMessage());
    }
  }

  private static void write(Entry entry, DataOutputStream out) throws IOException {
    var info = entry.info();
    out.writeUTF(entry.source());
    writeId(info.id(), out);
    out.writeLong(info.records());
    out.writeLong(info.bytes());
    out.writeBoolean(info.previous().isPresent());
    if (info.previous().isPresent()) {
      writeId(info.previous().get(), out);
    }
    out.writeBoolean(info.position().isPresent());
    if (info.position().isPresent()) {
      out.writeUTF(info.position().get());
    }
    out.writeLong(entry.offset());
    out.writeInt(entry.length());
  }

  private static LoggedBlock read(String key, DataInputStream in) throws IOException {
    var source = in.readUTF();
    var id = readId(in);
    var records = in.readLong();
    var bytes = in.readLong();
    Optional<BlockId> previous = in.readBoolean() ? Optional.of(readId(in)) : Optional.empty();
    Optional<String> position = in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    return new LoggedBlock(
        source,
        new BlockInfo(id, records, bytes, previous, position),
        new SegmentRange(key, in.readLong(), in.readInt()));
  }

  private static void writeId(BlockId id, DataOutputStream out) throws IOException {
    out.writeInt(id.stream());
    out.writeInt(id.attempt());
    out.writeLong(id.sequence());
  }

  private static BlockId readId(DataInputStream in) throws IOException {
    return new BlockId(in.readInt(), in.readInt(), in.readLong());
  }
}

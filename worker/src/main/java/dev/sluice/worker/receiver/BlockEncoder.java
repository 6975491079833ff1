package dev.sluice.worker.receiver;

import dev.sluice.worker.block.BlockChunk;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.codec.RecordFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Makes a block's content of records. Thread-safe. */
final class BlockEncoder {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final long OBJECT_BYTES = 48;

  private final RecordFormat format;
  private final boolean byReference;

  /**
   * Creates an encoder.
   *
   * @param byReference whether blocks stay in this JVM, so that the records need no bytes
   */
  BlockEncoder(RecordFormat format, boolean byReference) {
    this.format = format;
    this.byReference = byReference;
  }

  /** The encoder for blocks that leave this JVM in any case. */
  BlockEncoder toBytes() {
    return byReference ? new BlockEncoder(format, false) : this;
  }

  /**
   * Takes all records.
   *
   * @throws dev.sluice.worker.codec.CodecException if one cannot be encoded
   */
  BlockContent encode(Iterator<?> items) {
    if (byReference) {
      List<Object> objects = new ArrayList<>();
      items.forEachRemaining(objects::add);
      return new BlockContent.Objects(Collections.unmodifiableList(objects));
    }
    var writer = format.newWriter();
    List<BlockChunk> chunks = new ArrayList<>();
    while (items.hasNext()) {
      writer.write(items.next());
      if (writer.sizeInBytes() >= CHUNK_BYTES || !items.hasNext()) {
        int records = writer.count();
        chunks.add(new BlockChunk(writer.finish(), records));
      }
    }
    return new BlockContent.Encoded(chunks);
  }

  /** What the content counts against the bound of a store, in bytes. */
  static long bytesOf(BlockContent content) {
    if (content instanceof BlockContent.Encoded encoded) {
      return encoded.bytes();
    }
    return ((BlockContent.Objects) content)
        .items().stream()
            .mapToLong(item -> OBJECT_BYTES + (item instanceof String text ? text.length() : 0))
            .sum();
  }
}

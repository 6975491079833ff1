package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One object of the write-ahead log: blocks, and the index behind them.
 *
 * @param key its name
 * @param content its bytes
 * @param blocks what is in it
 */
record Segment(String key, byte[] content, List<LoggedBlock> blocks) {
  /** A block and the uid of its source. */
  record Item(String source, Block block) {}

  Segment {
    blocks = List.copyOf(blocks);
  }

  /** How many bytes a block takes in a segment, but for its entry in the index. */
  static int lengthOf(Block block) {
    return BlockBytes.length(encoded(block));
  }

  static Segment of(String writer, long sequence, List<Item> items) {
    var entries = new ArrayList<SegmentIndex.Entry>();
    int body = 0;
    for (var item : items) {
      int length = lengthOf(item.block());
      entries.add(new SegmentIndex.Entry(item.source(), item.block().info(), body, length));
      body += length;
    }
    var index = SegmentIndex.encode(entries);
    var content = ByteBuffer.allocate(body + index.length);
    items.forEach(item -> BlockBytes.write(item.block().id(), encoded(item.block()), content));
    content.put(index);
    var key = new SegmentName(writer, sequence, items.size(), body, index.length).key();
    var blocks =
        entries.stream()
            .map(
                entry ->
                    new LoggedBlock(
                        entry.source(),
                        entry.info(),
                        new SegmentRange(key, entry.offset(), entry.length())))
            .toList();
    return new Segment(key, content.array(), blocks);
  }

  private static BlockContent.Encoded encoded(Block block) {
    if (block.content() instanceof BlockContent.Encoded content) {
      return content;
    }
    throw new IllegalArgumentException(block.id() + " is not encoded");
  }
}

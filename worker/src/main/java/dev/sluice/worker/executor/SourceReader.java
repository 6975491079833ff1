package dev.sluice.worker.executor;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.codec.RecordReader;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.storage.TextFiles;
import java.util.function.Consumer;

/** Reads the records of a source task. Thread-safe; blocks while a block is fetched. */
final class SourceReader {
  private final BlockFetcher blocks;
  private final RecordFormat format;
  private final HeldPartitions held;

  SourceReader(BlockFetcher blocks, RecordFormat format, HeldPartitions held) {
    this.blocks = blocks;
    this.format = format;
    this.held = held;
  }

  /** Pushes each record of a task, in order, and returns how many there were. */
  long read(SourceTask task, Consumer<Object> target) {
    return switch (task.getInputCase()) {
      case BLOCK -> readBlock(task, target);
      case FILE -> TextFiles.readLines(task.getFile(), target::accept);
      case RECORDS -> readEncoded(task.getRecords().toByteArray(), target);
      case HELD -> {
        var records = held.get(task.getHeld());
        records.forEach(target);
        yield records.size();
      }
      case INPUT_NOT_SET -> 0;
    };
  }

  private long readBlock(SourceTask task, Consumer<Object> target) {
    var id = task.getBlock().getId();
    Block block =
        blocks.fetch(
            new BlockId(id.getStream(), id.getAttempt(), id.getSequence()),
            task.getBlock().getHoldersList());
    var content = block.content();
    if (content instanceof BlockContent.Objects objects) {
      objects.items().forEach(target);
    } else if (content instanceof BlockContent.Encoded encoded) {
      for (var chunk : encoded.chunks()) {
        readEncoded(chunk.bytes(), target);
      }
    }
    return content.records();
  }

  private long readEncoded(byte[] records, Consumer<Object> target) {
    RecordReader reader = format.newReader();
    reader.reset(records, 0, records.length);
    var count = 0L;
    while (reader.hasNext()) {
      target.accept(reader.next());
      count++;
    }
    return count;
  }
}

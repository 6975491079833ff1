package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockChunk;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Blocks for tests. */
final class LogBlocks {
  private LogBlocks() {}

  static Block of(BlockId id, String... chunks) {
    var content =
        new BlockContent.Encoded(
            List.of(chunks).stream()
                .map(text -> new BlockChunk(text.getBytes(StandardCharsets.UTF_8), 1))
                .toList());
    var previous =
        id.sequence() == 0
            ? Optional.<BlockId>empty()
            : Optional.of(new BlockId(id.stream(), id.attempt(), id.sequence() - 1));
    return new Block(
        new BlockInfo(
            id, content.records(), content.bytes(), previous, Optional.of("at " + id.sequence())),
        content);
  }

  static List<String> texts(BlockContent.Encoded content) {
    return content.chunks().stream()
        .map(chunk -> new String(chunk.bytes(), StandardCharsets.UTF_8))
        .toList();
  }
}

package dev.sluice.worker.block;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Blocks for tests. */
public final class Blocks {
  private Blocks() {}

  public static Block encoded(long sequence, int... chunkBytes) {
    return encoded(sequence, Optional.empty(), Optional.empty(), chunkBytes);
  }

  public static Block encoded(
      long sequence, Optional<BlockId> previous, Optional<String> position, int... chunkBytes) {
    Random random = new Random(sequence);
    List<BlockChunk> chunks =
        java.util.stream.IntStream.range(0, chunkBytes.length)
            .mapToObj(
                index -> {
                  byte[] bytes = new byte[chunkBytes[index]];
                  random.nextBytes(bytes);
                  return new BlockChunk(bytes, index + 1);
                })
            .toList();
    BlockContent.Encoded content = new BlockContent.Encoded(chunks);
    return new Block(
        new BlockInfo(
            new BlockId(1, 2, sequence), content.records(), content.bytes(), previous, position),
        content);
  }

  public static List<byte[]> bytes(Block block) {
    return ((BlockContent.Encoded) block.content())
        .chunks().stream().map(BlockChunk::bytes).toList();
  }
}

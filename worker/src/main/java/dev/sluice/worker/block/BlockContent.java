package dev.sluice.worker.block;

import java.util.List;

/** The records of a block: encoded, or inside one JVM the objects themselves. Immutable. */
public sealed interface BlockContent {
  /** Number of records. */
  long records();

  /** Record batches in order. The only form that can travel to another process. */
  record Encoded(List<BlockChunk> chunks) implements BlockContent {
    public Encoded {
      chunks = List.copyOf(chunks);
    }

    @Override
    public long records() {
      return chunks.stream().mapToLong(BlockChunk::records).sum();
    }

    /** Sum of the chunks' lengths in bytes. */
    public long bytes() {
      return chunks.stream().mapToLong(BlockChunk::length).sum();
    }
  }

  /** The objects by reference; the list must not change any more. */
  record Objects(List<?> items) implements BlockContent {
    @Override
    public long records() {
      return items.size();
    }
  }
}

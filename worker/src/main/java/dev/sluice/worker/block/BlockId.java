package dev.sluice.worker.block;

import java.util.Comparator;

/**
 * Names one block for the life of a job: the input stream, the attempt of the receiver that built
 * it and its number within that attempt.
 */
public record BlockId(int stream, int attempt, long sequence) implements Comparable<BlockId> {
  private static final Comparator<BlockId> ORDER =
      Comparator.comparingInt(BlockId::stream)
          .thenComparingInt(BlockId::attempt)
          .thenComparingLong(BlockId::sequence);

  public BlockId {
    if (stream < 0 || attempt < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "block id must not be negative: stream=%d, attempt=%d, sequence=%d"
              .formatted(stream, attempt, sequence));
    }
  }

  @Override
  public int compareTo(BlockId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "block-" + stream + "-" + attempt + "-" + sequence;
  }
}

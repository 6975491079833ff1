package dev.sluice.worker.block;

import static java.util.Objects.requireNonNull;

/**
 * One record batch of a block as a codec wrote it. Opaque here. The array is shared, not copied:
 * whoever has a chunk must not change it.
 */
public final class BlockChunk {
  private final byte[] bytes;
  private final int records;

  public BlockChunk(byte[] bytes, int records) {
    if (records < 0) {
      throw new IllegalArgumentException("records must not be negative: " + records);
    }
    this.bytes = requireNonNull(bytes, "bytes is null");
    this.records = records;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int records() {
    return records;
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }
}

package dev.sluice.worker.writeahead;

import static java.util.Objects.requireNonNull;

/**
 * Where a block lies in the write-ahead log.
 *
 * @param key the segment
 * @param offset position of the block's first byte in it
 * @param length number of bytes
 */
public record SegmentRange(String key, long offset, int length) {
  public SegmentRange {
    requireNonNull(key, "key is null");
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "not a range of %s: offset=%d, length=%d".formatted(key, offset, length));
    }
  }
}

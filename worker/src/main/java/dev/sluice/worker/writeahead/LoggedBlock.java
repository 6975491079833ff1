package dev.sluice.worker.writeahead;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.BlockInfo;

/**
 * A block of the write-ahead log.
 *
 * @param source uid of the source that it belongs to
 * @param info what is known of it
 * @param range where it lies
 */
public record LoggedBlock(String source, BlockInfo info, SegmentRange range) {
  public LoggedBlock {
    requireNonNull(source, "source is null");
    requireNonNull(info, "info is null");
    requireNonNull(range, "range is null");
  }
}

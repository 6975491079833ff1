package dev.sluice.worker.block;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What is known of a block without its content.
 *
 * @param id its name
 * @param records number of records in it
 * @param bytes what it counts against the bound of a store; the encoded length, or an estimate when
 *     the content is a list of objects
 * @param previous the last acknowledged block of the same stream before this one, empty for the
 *     first; the valid chain of a stream is rebuilt from these links
 * @param position where the source stands after this block, in the source's own words, empty when
 *     it cannot be resumed
 */
public record BlockInfo(
    BlockId id, long records, long bytes, Optional<BlockId> previous, Optional<String> position) {
  public BlockInfo {
    requireNonNull(id, "id is null");
    requireNonNull(previous, "previous is null");
    requireNonNull(position, "position is null");
    if (records < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "%s: records and bytes must not be negative: records=%d, bytes=%d"
              .formatted(id, records, bytes));
    }
  }
}

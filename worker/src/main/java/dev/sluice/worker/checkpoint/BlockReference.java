package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.BlockId;
import org.jspecify.annotations.Nullable;

/**
 * A block as the composition of a batch names it.
 *
 * @param id the block
 * @param records how many records it holds
 * @param position where its source stands after it, in the source's own words; {@code null} if the
 *     source has no positions
 */
public record BlockReference(BlockId id, long records, @Nullable String position) {
  public BlockReference {
    requireNonNull(id, "id is null");
  }
}

package dev.sluice.worker.block;

import static java.util.Objects.requireNonNull;

/**
 * Room in a {@link BlockStore} that was granted for one block. Ends once, by {@link #store} or
 * {@link #cancel}; whatever comes later has no effect. Safe from any thread.
 */
public final class Reservation {
  private final BlockStore owner;
  private final BlockId id;
  private final long bytes;

  Reservation(BlockStore owner, BlockId id, long bytes) {
    this.owner = requireNonNull(owner, "owner is null");
    this.id = requireNonNull(id, "id is null");
    this.bytes = bytes;
  }

  public BlockId id() {
    return id;
  }

  public long bytes() {
    return bytes;
  }

  /**
   * Puts the block in the store. A block that is there already stays as it is.
   *
   * @throws IllegalArgumentException when it is another block, or larger than what was granted
   */
  public void store(Block block) {
    owner.fill(this, block);
  }

  /** Gives the room back. */
  public void cancel() {
    owner.cancel(this);
  }
}

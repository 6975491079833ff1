package dev.sluice.worker.block;

/** A block is larger than the whole store, so that waiting for room would never end. */
public final class BlockTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BlockTooLargeException(BlockId id, long bytes, long capacityBytes) {
    super(
        "%s has %d bytes and the block store holds %d: raise the store's bound or cut smaller blocks"
            .formatted(id, bytes, capacityBytes));
  }
}

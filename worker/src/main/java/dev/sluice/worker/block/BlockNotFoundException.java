package dev.sluice.worker.block;

/** The worker that was asked does not hold the block (any more). */
public final class BlockNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BlockNotFoundException(BlockId id, String worker) {
    super(id + " is not on worker " + worker);
  }
}

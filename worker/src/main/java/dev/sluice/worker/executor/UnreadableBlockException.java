package dev.sluice.worker.executor;

import dev.sluice.worker.block.BlockId;

/** A block is not where it should be in the write-ahead log, or is damaged there. */
final class UnreadableBlockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient BlockId id;

  UnreadableBlockException(BlockId id, RuntimeException cause) {
    super("%s cannot be read: %s".formatted(id, cause.getMessage()), cause);
    this.id = id;
  }

  BlockId id() {
    return id;
  }
}

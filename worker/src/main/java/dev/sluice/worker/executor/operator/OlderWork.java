package dev.sluice.worker.executor.operator;

/**
 * What a lane has to do for batches before the one whose source task it is at. A task of many
 * records lets it take its turn between two of them, so that the end of a batch and its output do
 * not wait for the next batch's input.
 *
 * @see <a href="docs/adr/0075-older-batches-first.md">ADR 75</a>
 */
@FunctionalInterface
public interface OlderWork {
  /**
   * Does what there is. Called by the lane's thread, between two records; cheap if there is none.
   */
  void takeTurn();
}

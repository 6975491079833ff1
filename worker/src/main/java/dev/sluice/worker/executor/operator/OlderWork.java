package dev.sluice.worker.executor.operator;

/**
 * What a lane has to do for batches before the one whose source task it is at. A task of many
 * records lets it take its turn between two of them, so that the end of a batch and its output do
 * not wait for the next batch's input.
 *
 * @see <a href="docs/adr/0075-older-batches-first.md">ADR 75</a>
 */
public abstract class OlderWork {
  /** There never is any. */
  static final OlderWork NONE =
      new OlderWork() {
        @Override
        protected void turn() {
          begun();
        }
      };

  private volatile boolean offered;

  /** There may be something to do. Any thread. */
  public final void offered() {
    offered = true;
  }

  /**
   * Does what there is. Called by the lane's thread, between two records; cheap if there is none.
   */
  public final void takeTurn() {
    if (offered) {
      turn();
    }
  }

  /** Does what there is, if this is the time for it, after {@link #begun}. */
  protected abstract void turn();

  /** What was offered until now is being done. */
  protected final void begun() {
    offered = false;
  }
}

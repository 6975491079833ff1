package dev.sluice.worker.plan;

import java.io.Serializable;

/**
 * Which batches a sliding window has. The window at batch <i>t</i>, a multiple of the slide, has
 * those in (<i>t</i> − length, <i>t</i>].
 *
 * @param windowBatches length of the window, a multiple of the input's slide
 * @param slideBatches how often it is given, a multiple of the input's slide
 * @param inputBatches the input has records in batches that are a multiple of this
 */
public record WindowSpan(int windowBatches, int slideBatches, int inputBatches)
    implements Serializable {
  /** Bounds the slots of state, each of which is an entry of every checkpoint. */
  private static final int MOST_GROUPS = 31;

  /** Whether a batch is in any window. */
  public boolean hasBatch(long batch) {
    return batch > roundUp(batch, 0) - windowBatches;
  }

  /**
   * The last batch of the pane of a batch: the batches of a pane enter the window together and
   * leave it together.
   */
  public long paneOf(long batch) {
    return Math.min(roundUp(batch, 0), roundUp(batch, -windowBatches));
  }

  /** The slot of a ring where a batch is kept. */
  public int slotOf(long batch) {
    return (int) (batch / inputBatches / groupSize() % ringSize());
  }

  /**
   * The number of slots of a ring that has room for a window and for what leaves with the next one.
   * Neighbouring batches share a slot when there are many.
   */
  public int ringSize() {
    return ceilDiv(keptUnits(), groupSize()) + 1;
  }

  private int groupSize() {
    return ceilDiv(keptUnits(), MOST_GROUPS);
  }

  private int keptUnits() {
    return (windowBatches + slideBatches) / inputBatches;
  }

  /** The next batch, or this one, that is a number of slides after an offset. */
  private long roundUp(long batch, long offset) {
    return batch + Math.floorMod(offset - batch, (long) slideBatches);
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}

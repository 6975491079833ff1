package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A data frame that arrived. It belongs to whoever got it, until {@link #consumed}, which must be
 * called for every frame, also for one that is dropped: the sender waits for its credit. Safe from
 * any thread.
 */
public final class ReceivedData {
  private final String from;
  private final DataFrame frame;
  private final Runnable returnCredit;
  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * @param from worker id of the sender
   * @param returnCredit called once, by {@link #consumed}
   */
  public ReceivedData(String from, DataFrame frame, Runnable returnCredit) {
    this.from = requireNonNull(from, "from is null");
    this.frame = requireNonNull(frame, "frame is null");
    this.returnCredit = requireNonNull(returnCredit, "returnCredit is null");
  }

  public String from() {
    return from;
  }

  public DataFrame frame() {
    return frame;
  }

  /** Releases the payload and returns its credit to the sender. Calling it again does nothing. */
  public void consumed() {
    if (done.compareAndSet(false, true)) {
      frame.payload().release();
      returnCredit.run();
    }
  }
}

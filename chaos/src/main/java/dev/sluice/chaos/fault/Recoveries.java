package dev.sluice.chaos.fault;

import dev.sluice.chaos.plan.Fault;
import dev.sluice.chaos.process.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long the job takes to recover: from the end of a fault to the commit of the first
 * batch with records that was cut after it. Faults that overlap, or of which one begins before the
 * job has recovered from the other, count as one. Thread-safe.
 */
public final class Recoveries {
  private final List<Recovery> done = new ArrayList<>();
  private List<Fault> pending = List.of();
  private int lasting;
  private long endedAtMillis;
  private boolean seenRecords;

  /**
   * A recovery.
   *
   * @param faults what it was from
   * @param millis how long it took
   */
  public record Recovery(List<Fault> faults, long millis) {}

  synchronized void begun(Fault fault) {
    var all = new ArrayList<>(pending);
    all.add(fault);
    pending = List.copyOf(all);
    lasting++;
  }

  synchronized void ended(long nowMillis) {
    lasting--;
    endedAtMillis = nowMillis;
  }

  /** Takes what the driver says. */
  public synchronized void saw(Status status) {
    if (status.committedAtMillis() == 0) {
      return;
    }
    seenRecords |= status.records() > 0;
    if (!pending.isEmpty()
        && lasting == 0
        && status.records() > 0
        && status.batchTimeMillis() >= endedAtMillis) {
      done.add(new Recovery(pending, status.committedAtMillis() - endedAtMillis));
      pending = List.of();
    }
  }

  /** {@return whether a batch with records was committed} */
  public synchronized boolean hasSeenRecords() {
    return seenRecords;
  }

  /** {@return whether the job has recovered from everything so far} */
  public synchronized boolean isIdle() {
    return pending.isEmpty();
  }

  /** {@return the recoveries so far} */
  public synchronized List<Recovery> done() {
    return List.copyOf(done);
  }
}

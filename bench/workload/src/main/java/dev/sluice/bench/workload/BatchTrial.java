package dev.sluice.bench.workload;

import java.util.ArrayList;
import java.util.List;

/** The batches of one interval. Thread-safe. */
public final class BatchTrial {
  private final int intervalMillis;
  private final List<Batch> batches = new ArrayList<>();

  private record Batch(double processingMillis, double waitedMillis) {}

  BatchTrial(int intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  /**
   * A batch is complete.
   *
   * @param processingMillis how long it took
   * @param waitedMillis how long after its time it began
   */
  public synchronized void completed(double processingMillis, double waitedMillis) {
    Tally.resultArrived();
    batches.add(new Batch(processingMillis, waitedMillis));
  }

  /** The mean time that a batch took, the first third left out. */
  synchronized double meanProcessingMillis() {
    return settled().stream().mapToDouble(Batch::processingMillis).average().orElse(Double.NaN);
  }

  /** Whether batches, also the last tenth of them, wait less than an interval on average. */
  synchronized boolean holds() {
    var tail = batches.subList(batches.size() * 9 / 10, batches.size());
    return meanWait(settled()) < intervalMillis && meanWait(tail) < intervalMillis;
  }

  private List<Batch> settled() {
    return batches.subList(batches.size() / 3, batches.size());
  }

  private static double meanWait(List<Batch> some) {
    return some.stream().mapToDouble(Batch::waitedMillis).average().orElse(Double.MAX_VALUE);
  }
}

package dev.sluice.bench.workload;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Measures what small batches cost: CPU a batch over many of them, and how long after its time each
 * one was complete. An engine whose delay grows with the batches does not hold the interval. Used
 * by the thread that completes batches.
 */
public final class BatchCost {
  private final int warmUp = Options.number("warmBatches", 1_000);
  private final int measured = Options.number("batches", 1_000);
  private final long[] delays = new long[measured];
  private final long intervalMillis;
  private final LongSupplier cpuNanos;
  private final Report report;
  private int completed;
  private long cpuBefore;
  private long compilingBefore;
  private long nanosBefore;

  /**
   * Creates the measurement.
   *
   * @param intervalMillis the batch interval
   * @param cpuNanos reads the CPU time of all processes of the engine
   * @param report takes the figures
   */
  public BatchCost(long intervalMillis, LongSupplier cpuNanos, Report report) {
    this.intervalMillis = intervalMillis;
    this.cpuNanos = cpuNanos;
    this.report = report;
  }

  /** A batch is complete; ends the JVM after the last one to measure. */
  public void batchCompleted(long batchMillis) {
    Tally.resultArrived();
    completed++;
    if (completed == warmUp) {
      cpuBefore = cpuNanos.getAsLong();
      compilingBefore = Machine.compilingMillis();
      nanosBefore = System.nanoTime();
    } else if (completed > warmUp) {
      var index = completed - warmUp - 1;
      delays[index] = System.currentTimeMillis() - batchMillis;
      if (index == measured - 1) {
        finish();
      }
    }
  }

  private void finish() {
    var cpu = cpuNanos.getAsLong() - cpuBefore;
    var elapsed = System.nanoTime() - nanosBefore;
    report.put(
        "firstResultSeconds", (Tally.firstResultMillis() - Machine.startMillis()) / 1000.0, 2);
    report.put("intervalMillis", intervalMillis).put("batches", measured);
    report.put("cpuMillisABatch", cpu / 1e6 / measured, 3);
    report.put(
        "compilingMillisABatch",
        (Machine.compilingMillis() - compilingBefore) / (double) measured,
        3);
    report.put("wallMillisABatch", elapsed / 1e6 / measured, 3);
    report.put("cpuCores", cpu / (double) elapsed, 2);
    putDelays();
    report.put("liveHeapMegabytes", Machine.liveHeapBytes() / 1_000_000);
    report.put("maxRssMegabytes", Machine.peakResidentMegabytes());
    report.finish(Optional.empty());
  }

  private void putDelays() {
    var tail = Arrays.copyOfRange(delays, measured - Math.max(1, measured / 10), measured);
    var atEnd = Arrays.stream(tail).average().orElseThrow();
    var sorted = Arrays.stream(delays).sorted().toArray();
    report.put("delayMedianMillis", sorted[measured / 2]);
    report.put("delayP99Millis", sorted[(int) (measured * 0.99)]);
    report.put("delayMaxMillis", sorted[measured - 1]);
    report.put("delayAtEndMillis", atEnd, 1);
    report.put("holdsInterval", atEnd < 3.0 * intervalMillis);
  }
}

package dev.sluice.bench.workload;

import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a workload that is running: first result, warm-up, a measured interval, drain, and the
 * comparison of every result. Ends the JVM.
 */
public final class Throughput {
  private static final long FIRST_RESULT_SECONDS = 180;
  private static final long DRAIN_SECONDS = 90;
  private static final long AFTER_SECONDS = 4;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Report report;
  private final Goal goal;

  /**
   * Creates the measurement.
   *
   * @param report takes the figures; may hold others already
   * @param goal what is counted and checked
   */
  public Throughput(Report report, Goal goal) {
    this.report = report;
    this.goal = goal;
  }

  /** Measures sources of this JVM; does not return. */
  public void measure() throws InterruptedException {
    measure(() -> {});
  }

  /**
   * Measures; does not return.
   *
   * @param endOfInput ends input that comes from elsewhere
   */
  public void measure(Runnable endOfInput) throws InterruptedException {
    if (Options.number("firstResultOnly", 0) > 0) {
      FirstResult.measure(report);
    }
    var samples = new Samples();
    samples.start(goal::progress);
    if (!Tally.firstResult().await(FIRST_RESULT_SECONDS, TimeUnit.SECONDS)) {
      report.finish(Optional.of("no result in " + FIRST_RESULT_SECONDS + " s"));
    }
    report.put(
        "firstResultSeconds", (Tally.firstResultMillis() - Machine.startMillis()) / 1000.0, 2);
    pass(Options.number("warmSeconds", 8));
    var from = Usage.now();
    var fromMicros = Delays.nowMicros();
    pass(Options.number("measureSeconds", 12));
    var to = Usage.now();
    var toMicros = Delays.nowMicros();
    pass(AFTER_SECONDS);
    samples.stop();
    putRate(samples, from, to);
    to.putSince(from, report);
    Delays.putBetween(fromMicros, toMicros, report);
    report.put("liveHeapMegabytes", Machine.liveHeapBytes() / 1_000_000);
    Tally.stop();
    endOfInput.run();
    var problem = Drain.of(goal, DRAIN_SECONDS).or(goal::problem);
    report.put("verifiedUnits", Tally.emitted());
    report.put("maxRssMegabytes", Machine.peakResidentMegabytes());
    report.finish(problem);
  }

  private void putRate(Samples samples, Usage from, Usage to) {
    var rate = samples.rate(from.nanos(), to.nanos());
    report.put("perSecond", Math.round(rate)).put("unit", goal.unit());
    var rates = new ArrayList<Long>();
    for (var nanos = from.nanos(); nanos + SLICE_NANOS <= to.nanos(); nanos += SLICE_NANOS) {
      rates.add(Math.round(samples.rate(nanos, nanos + SLICE_NANOS)));
    }
    report.put("perSecondByFiveSeconds", rates);
    report.put("perCpuSecond", Math.round(rate / to.cpuCoresSince(from)));
  }

  private static void pass(long seconds) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

package dev.sluice.bench.common;

import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a word count that is running: first result, warm-up, a measured interval, drain, and the
 * comparison of every word's total. Ends the JVM.
 */
public final class Throughput {
  private static final long FIRST_RESULT_SECONDS = 180;
  private static final long DRAIN_SECONDS = 60;
  private static final long AFTER_SECONDS = 5;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Report report;

  /**
   * Creates the measurement.
   *
   * @param report takes the figures; may hold others already
   */
  public Throughput(Report report) {
    this.report = report;
  }

  /** Measures lines whose counts have reached the sinks; does not return. */
  public void measureLines() throws InterruptedException {
    var samples = new Samples();
    samples.start(() -> Tally.wordsCounted() / Lines.WORDS_A_LINE);
    if (!Tally.firstResult().await(FIRST_RESULT_SECONDS, TimeUnit.SECONDS)) {
      report.finish(Optional.of("no result in " + FIRST_RESULT_SECONDS + " s"));
    }
    report.put(
        "firstResultSeconds", (Tally.firstResultMillis() - Machine.startMillis()) / 1000.0, 2);
    pass(Options.number("warmSeconds", 15));
    var from = Usage.now();
    pass(Options.number("measureSeconds", 30));
    var to = Usage.now();
    pass(AFTER_SECONDS);
    samples.stop();
    var rate = samples.rate(from.nanos(), to.nanos());
    report.put("perSecond", Math.round(rate)).put("unit", "lines");
    report.put("megabytesPerSecond", rate * Lines.meanBytes() / 1e6, 1);
    putSlices(samples, from.nanos(), to.nanos());
    to.putSince(from, report);
    report.put("perCpuSecond", Math.round(rate / to.cpuCoresSince(from)));
    report.put("liveHeapMegabytes", Machine.liveHeapMegabytes());
    Tally.stop();
    var problem = drained() ? Recount.problem() : Optional.of(notDrained());
    report.put("verifiedLines", Tally.linesEmitted());
    report.put("maxRssMegabytes", Machine.peakResidentMegabytes());
    report.finish(problem);
  }

  private void putSlices(Samples samples, long fromNanos, long toNanos) {
    var rates = new ArrayList<Long>();
    for (var nanos = fromNanos; nanos + SLICE_NANOS <= toNanos; nanos += SLICE_NANOS) {
      rates.add(Math.round(samples.rate(nanos, nanos + SLICE_NANOS)));
    }
    report.put("perSecondByFiveSeconds", rates);
  }

  private static boolean drained() {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    // Emission may go on for a moment after the order to stop, so equality must hold twice.
    var equalBefore = false;
    while (System.nanoTime() < deadline) {
      var equal = Tally.wordsCounted() == Tally.linesEmitted() * Lines.WORDS_A_LINE;
      if (equal && equalBefore) {
        return true;
      }
      equalBefore = equal;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
    return false;
  }

  private static String notDrained() {
    return "not drained in %d s: %d lines emitted, %d words counted"
        .formatted(DRAIN_SECONDS, Tally.linesEmitted(), Tally.wordsCounted());
  }

  private static void pass(long seconds) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

package dev.sluice.bench.workload;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures only how long a JVM takes from its start to the first result. Ends the JVM. */
final class FirstResult {
  private static final long LONGEST_SECONDS = 60;

  private FirstResult() {}

  static void measure(Report report) throws InterruptedException {
    if (!Tally.firstResult().await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      report.finish(Optional.of("no result in " + LONGEST_SECONDS + " s"));
    }
    report.put(
        "firstResultSeconds", (Tally.firstResultMillis() - Machine.startMillis()) / 1000.0, 2);
    report.put("cpuSeconds", Machine.processCpuNanos() / 1e9, 2);
    report.put("maxRssMegabytes", Machine.peakResidentMegabytes());
    report.finish(Optional.empty());
  }
}

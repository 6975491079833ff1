package dev.sluice.bench.workload;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures what the running counts of many keys take: the live heap when every key has been counted
 * three times, less the live heap when few keys had been. Ends the JVM.
 */
public final class KeyMemory {
  private static final long FEW = 500;
  private static final int ROUNDS = 3;
  private static final long LONGEST_SECONDS = 120;

  private final Report report;
  private final KeyGoal goal;

  /** Creates the measurement; the feed gives its keys in turn. */
  public KeyMemory(Report report, KeyFeed feed) {
    this.report = report;
    this.goal = KeyGoal.running(feed);
  }

  /** Holds the sources back until {@link #measure} lets them go on; called before they start. */
  public static void holdSources() {
    Tally.allow(FEW);
  }

  /** Measures; does not return. */
  public void measure() throws InterruptedException {
    if (!Tally.firstResult().await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      report.finish(Optional.of("no result in " + LONGEST_SECONDS + " s"));
    }
    countUpTo(FEW).ifPresent(problem -> report.finish(Optional.of(problem)));
    var before = Machine.liveHeapBytes();
    var problem = countUpTo((long) ROUNDS * goal.feed().keys() / Tally.SOURCES).or(goal::problem);
    var after = Machine.liveHeapBytes();
    report.put("bytesAKey", (after - before) / (double) goal.feed().keys(), 1);
    report.put("liveHeapMegabytes", after / 1_000_000);
    report.put("verifiedUnits", Tally.emitted());
    report.put("maxRssMegabytes", Machine.peakResidentMegabytes());
    report.finish(problem);
  }

  private Optional<String> countUpTo(long eachSource) {
    Tally.allow(eachSource);
    return Drain.of(goal, eachSource * Tally.SOURCES, LONGEST_SECONDS);
  }
}

package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.Counter;
import dev.sluice.bench.workload.NeedleFeed;
import dev.sluice.bench.workload.NeedleGoal;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;

/** W6: counts the lines of each batch that hold a word. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
public final class Grep {
  // Static, because Spark checks that the function of foreachRDD can be serialised.
  private static final Counter FOUND = new Counter();

  private Grep() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var context = Settings.context("W6", interval);
    var steering = new BatchSteering(interval);
    FeedStream.of(context, new NeedleFeed(), steering)
        .filter(line -> line.contains(NeedleFeed.NEEDLE))
        .foreachRDD(
            lines -> {
              FOUND.add(lines.count());
              Tally.resultArrived();
            });
    context.start();
    new Throughput(
            new Report().put("batchMillis", interval),
            new NeedleGoal(FOUND::get, steering::recordsDone))
        .measure();
  }
}

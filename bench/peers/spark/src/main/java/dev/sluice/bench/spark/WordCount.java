package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.LineFeed;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;

/** W1: word counts of each batch, from memory. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var context = Settings.context("W1", interval);
    WordSink.count(FeedStream.of(context, new LineFeed(), new BatchSteering(interval)));
    context.start();
    new Throughput(new Report().put("batchMillis", interval), new WordGoal()).measure();
  }
}

package dev.sluice.bench.flink;

import dev.sluice.bench.workload.LineFeed;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;

/** W1: word counts of each window, from memory, as Flink's users write it. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var window = Options.number("intervalMillis", 1_000);
    var environment = Jobs.environment(Jobs.configuration());
    WordSink.count(Jobs.stream(environment, new LineFeed()), Tally.SOURCES, window);
    environment.executeAsync("W1");
    new Throughput(new Report().put("batchMillis", window), new WordGoal()).measure();
  }
}

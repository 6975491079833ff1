package dev.sluice.bench.flink;

import dev.sluice.bench.workload.NeedleFeed;
import dev.sluice.bench.workload.NeedleGoal;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;

/** W6: finds the lines that hold a word. */
public final class Grep {
  private Grep() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var environment = Jobs.environment(Jobs.configuration());
    Jobs.stream(environment, new NeedleFeed())
        .filter(line -> line.contains(NeedleFeed.NEEDLE))
        .sinkTo(new CounterSink<>());
    environment.executeAsync("W6");
    new Throughput(new Report(), new NeedleGoal(CounterSink::count, Tally::emitted)).measure();
  }
}

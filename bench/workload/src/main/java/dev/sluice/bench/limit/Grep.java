package dev.sluice.bench.limit;

import dev.sluice.bench.workload.Counter;
import dev.sluice.bench.workload.Lines;
import dev.sluice.bench.workload.NeedleFeed;
import dev.sluice.bench.workload.NeedleGoal;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import java.util.List;
import java.util.stream.Stream;

/** W6: {@code String.contains} on each line. */
public final class Grep {
  private static final int LINES_A_PASS = 10_000;

  private final int source;
  private final Counter found;

  private Grep(int source, Counter found) {
    this.source = source;
    this.found = found;
  }

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var report = new Report();
    List<Counter> found = Stream.generate(Counter::new).limit(Tally.SOURCES).toList();
    Threads.start(report, source -> new Grep(source, found.get(source))::run);
    Tally.resultArrived();
    var goal = new NeedleGoal(() -> found.stream().mapToLong(Counter::get).sum(), Tally::emitted);
    new Throughput(report, goal).measure();
  }

  private void run() {
    var from = Lines.indexAt(source, 0);
    while (!Tally.isStopping()) {
      found.add(needles(from, Lines.COUNT) + needles(0, from));
      Tally.emitted(source).add(LINES_A_PASS);
    }
  }

  private static int needles(int from, int to) {
    var found = 0;
    for (var index = from; index < to; index++) {
      if (NeedleFeed.get(index).contains(NeedleFeed.NEEDLE)) {
        found++;
      }
    }
    return found;
  }
}

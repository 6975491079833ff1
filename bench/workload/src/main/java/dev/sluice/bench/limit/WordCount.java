package dev.sluice.bench.limit;

import dev.sluice.bench.workload.Lines;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;
import dev.sluice.bench.workload.WordTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** W1: {@code String.split}, a hash map a thread, and its counts handed over each second. */
public final class WordCount {
  private static final int LINES_A_PASS = 1_000;

  private final int source;
  private final WordTotals sink = Tally.newSink();
  private final Map<String, long[]> counts = new HashMap<>(1 << 17);

  private WordCount(int source) {
    this.source = source;
  }

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var report = new Report();
    Threads.start(report, source -> new WordCount(source)::run);
    new Throughput(report, new WordGoal()).measure();
  }

  private void run() {
    var handover = System.nanoTime();
    var index = Lines.indexAt(source, 0);
    while (!Tally.isStopping()) {
      count(index);
      index = (index + LINES_A_PASS) % Lines.COUNT;
      Tally.emitted(source).add(LINES_A_PASS);
      if (System.nanoTime() - handover > TimeUnit.SECONDS.toNanos(1)) {
        handover += TimeUnit.SECONDS.toNanos(1);
        handOver();
      }
    }
    handOver();
  }

  private void count(int from) {
    for (var index = from; index < from + LINES_A_PASS; index++) {
      for (var word : Lines.get(index).split(" ", -1)) {
        var count = counts.get(word);
        if (count == null) {
          counts.put(word, new long[] {1});
        } else {
          count[0]++;
        }
      }
    }
  }

  private void handOver() {
    counts.forEach((word, count) -> sink.add(word, count[0]));
    counts.clear();
  }
}

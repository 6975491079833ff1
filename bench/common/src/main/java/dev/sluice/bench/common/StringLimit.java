package dev.sluice.bench.common;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What two plain threads do with the same Java strings and no engine: {@code String.split}, a hash
 * map a thread, and its counts handed over each second.
 */
public final class StringLimit {
  private static final int LINES_A_PASS = 1_000;

  private final int source;
  private final WordTotals sink = Tally.newSink();
  private final Map<String, long[]> counts = new HashMap<>(1 << 17);

  private StringLimit(int source) {
    this.source = source;
  }

  /** Runs the workload {@code W1}. */
  public static void main(String[] arguments) throws InterruptedException {
    var report = new Report();
    // Making the lines leaves garbage between them; an engine's own collections would compact it.
    System.gc();
    for (var source = 0; source < Tally.SOURCES; source++) {
      var counter = new StringLimit(source);
      var thread = new Thread(counter::run, "counter-" + source);
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (failed, cause) -> report.finish(Optional.of(cause.toString())));
      thread.start();
    }
    new Throughput(report).measureLines();
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

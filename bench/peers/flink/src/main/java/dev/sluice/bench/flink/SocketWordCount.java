package dev.sluice.bench.flink;

import dev.sluice.bench.workload.LineServerProcess;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;

/** W2: word counts of each window, from a socket; saturated, or at a rate. */
public final class SocketWordCount {
  private static final int FULL_SPEED_WINDOW = 1_000;
  private static final int RATED_WINDOW = 100;

  private SocketWordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var rated = Options.number("rate", 0) > 0;
    var window = Options.number("intervalMillis", rated ? RATED_WINDOW : FULL_SPEED_WINDOW);
    var server = LineServerProcess.start();
    var configuration = Jobs.configuration();
    if (rated) {
      configuration.setString("execution.buffer-timeout.interval", "10 ms");
    }
    var environment = Jobs.environment(configuration);
    WordSink.count(environment.socketTextStream("127.0.0.1", server.port()), 1, window);
    environment.executeAsync("W2");
    new Throughput(new Report().put("batchMillis", window), new WordGoal()).measure(server::stop);
  }
}

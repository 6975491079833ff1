package dev.sluice.bench.jet;

import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sources;
import dev.sluice.bench.workload.LineServerProcess;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;
import java.io.IOException;

/** W2: word counts of each window, from a socket; saturated, or at a rate. */
public final class SocketWordCount {
  private static final int FULL_SPEED_WINDOW = 1_000;
  private static final int RATED_WINDOW = 100;

  private SocketWordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var rated = Options.number("rate", 0) > 0;
    var window = Options.number("intervalMillis", rated ? RATED_WINDOW : FULL_SPEED_WINDOW);
    var server = LineServerProcess.start();
    var report = new Report().put("batchMillis", window);
    var pipeline = Pipeline.create();
    WordSink.count(
        pipeline.readFrom(Sources.socket("127.0.0.1", server.port())).withIngestionTimestamps(),
        window);
    Jobs.start(pipeline, new JobConfig(), report);
    new Throughput(report, new WordGoal()).measure(server::stopAndClose);
  }
}

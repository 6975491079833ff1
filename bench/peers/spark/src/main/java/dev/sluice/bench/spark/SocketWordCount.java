package dev.sluice.bench.spark;

import dev.sluice.bench.workload.LineServerProcess;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;
import java.io.IOException;
import org.apache.spark.storage.StorageLevel;

/** W2: word counts of each batch, from a socket; saturated with back pressure, or at a rate. */
public final class SocketWordCount {
  private static final int FULL_SPEED_INTERVAL = 1_000;
  private static final int RATED_INTERVAL = 200;
  private static final int LONGEST_BLOCK_INTERVAL = 200;

  private SocketWordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var rated = Options.number("rate", 0) > 0;
    var interval = Options.number("intervalMillis", rated ? RATED_INTERVAL : FULL_SPEED_INTERVAL);
    var server = LineServerProcess.start();
    var conf =
        Settings.of("W2")
            .set("spark.streaming.blockInterval", Math.min(LONGEST_BLOCK_INTERVAL, interval) + "ms")
            .set("spark.streaming.receiver.writeAheadLog.enable", "false")
            .set("spark.streaming.backpressure.enabled", Boolean.toString(!rated))
            .set("spark.streaming.backpressure.initialRate", "100000");
    var context = Settings.context(conf, interval);
    WordSink.count(
        context.socketTextStream("127.0.0.1", server.port(), StorageLevel.MEMORY_ONLY()));
    context.start();
    new Throughput(new Report().put("batchMillis", interval), new WordGoal()).measure(server::stop);
  }
}

package dev.sluice.bench.sluice;

import dev.sluice.bench.workload.LineServerProcess;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;
import java.io.IOException;

/** W2: word counts of each batch, from a socket; saturated, or at a rate. */
public final class SocketWordCount {
  private static final int FULL_SPEED_INTERVAL = 1_000;
  private static final int RATED_INTERVAL = 10;
  private static final int LONGEST_BLOCK_INTERVAL = 200;

  private SocketWordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var rated = Options.number("rate", 0) > 0;
    var interval = Options.number("intervalMillis", rated ? RATED_INTERVAL : FULL_SPEED_INTERVAL);
    var server = LineServerProcess.start();
    var blockInterval = Math.min(LONGEST_BLOCK_INTERVAL, interval);
    var conf = Jobs.conf("W2").set("streaming.blockInterval", Integer.toString(blockInterval));
    var context = Jobs.context(conf, interval);
    WordSink.counts(context.socketTextStream("127.0.0.1", server.port())).foreachRDD(WordSink::add);
    context.start();
    new Throughput(new Report().put("batchMillis", interval), new WordGoal()).measure(server::stop);
  }
}

package dev.sluice.bench.jet;

import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.pipeline.Pipeline;
import dev.sluice.bench.workload.LineFeed;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;

/** W1: word counts of each window, from memory, as Jet's users write it. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var window = Options.number("intervalMillis", 1_000);
    var report = new Report().put("batchMillis", window);
    var pipeline = Pipeline.create();
    WordSink.count(
        pipeline.readFrom(FeedSource.of(new LineFeed())).withNativeTimestamps(0), window);
    Jobs.start(pipeline, new JobConfig(), report);
    new Throughput(report, new WordGoal()).measure();
  }
}

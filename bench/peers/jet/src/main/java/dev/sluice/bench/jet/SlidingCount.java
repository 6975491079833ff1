package dev.sluice.bench.jet;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;

/** W4: counts by key of a long window that slides by a second. */
public final class SlidingCount {
  private static final int SLIDE_MILLIS = 1_000;

  private SlidingCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var windowSeconds = Options.number("windowSeconds", 30);
    var feed = new KeyFeed(Options.number("keys", 100_000), false);
    var report = new Report().put("windowSeconds", windowSeconds);
    var pipeline = Pipeline.create();
    pipeline
        .readFrom(FeedSource.of(feed))
        .withNativeTimestamps(0)
        .groupingKey(key -> key)
        .window(WindowDefinition.sliding(windowSeconds * (long) SLIDE_MILLIS, SLIDE_MILLIS))
        .aggregate(AggregateOperations.counting())
        .writeTo(
            ResultSink.<KeyedWindowResult<Long, Long>>of(
                () -> {
                  var totals = Tally.newKeySink(feed);
                  return count -> {
                    totals.add(count.getKey(), count.getValue());
                    totals.done(1);
                  };
                }));
    Jobs.start(pipeline, new JobConfig(), report);
    new Throughput(report, new KeyGoal(feed, windowSeconds, Tally::emitted)).measure();
  }
}

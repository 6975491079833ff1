package dev.sluice.bench.jet;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.pipeline.Pipeline;
import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.KeyMemory;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import java.util.Map;

/** W3: running counts of many keys; snapshots go to memory, since disk is a paid feature. */
public final class RunningCount {
  private static final int SNAPSHOT_MILLIS = 10_000;

  private RunningCount() {}

  /** Runs the workload, or measures the memory that it takes. */
  public static void main(String[] arguments) throws InterruptedException {
    var memory = Options.number("memory", 0) > 0;
    var feed = new KeyFeed(Options.number("keys", 1_000_000), memory);
    if (memory) {
      KeyMemory.holdSources();
    }
    var report = new Report();
    var pipeline = Pipeline.create();
    pipeline
        .readFrom(PlainSource.of(feed))
        .withoutTimestamps()
        .groupingKey(key -> key)
        .rollingAggregate(AggregateOperations.counting())
        .writeTo(
            ResultSink.<Map.Entry<Long, Long>>of(
                () -> {
                  var totals = Tally.newKeySink(feed);
                  return count -> {
                    totals.raise(count.getKey(), count.getValue());
                    totals.done(1);
                  };
                }));
    var job =
        new JobConfig()
            .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
            .setSnapshotIntervalMillis(SNAPSHOT_MILLIS);
    Jobs.start(pipeline, job, report);
    if (memory) {
      new KeyMemory(report, feed).measure();
    }
    new Throughput(report, KeyGoal.running(feed)).measure();
  }
}

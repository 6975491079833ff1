package dev.sluice.bench.jet;

import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.pipeline.Pipeline;
import dev.sluice.bench.workload.NeedleFeed;
import dev.sluice.bench.workload.NeedleGoal;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import java.util.concurrent.atomic.LongAdder;

/** W6: finds the lines that hold a word. */
public final class Grep {
  private static final LongAdder FOUND = new LongAdder();

  private Grep() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var report = new Report();
    var pipeline = Pipeline.create();
    pipeline
        .readFrom(PlainSource.of(new NeedleFeed()))
        .withoutTimestamps()
        .filter(line -> line.contains(NeedleFeed.NEEDLE))
        .writeTo(ResultSink.<String>of(() -> line -> found()));
    Jobs.start(pipeline, new JobConfig(), report);
    new Throughput(report, new NeedleGoal(FOUND::sum, Tally::emitted)).measure();
  }

  private static void found() {
    FOUND.increment();
    Tally.resultArrived();
  }
}

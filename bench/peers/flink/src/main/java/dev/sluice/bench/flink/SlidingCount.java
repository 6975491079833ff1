package dev.sluice.bench.flink;

import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;

/** W4: counts by key of a long window that slides by a second, as Flink's users write it. */
public final class SlidingCount {
  private SlidingCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var windowSeconds = Options.number("windowSeconds", 30);
    var feed = new KeyFeed(Options.number("keys", 100_000), false);
    var environment = Jobs.environment(Jobs.configuration());
    Jobs.stream(environment, feed)
        .map(key -> Tuple2.of(key, 1L))
        .returns(Types.TUPLE(Types.LONG, Types.LONG))
        .keyBy(pair -> pair.f0, Types.LONG)
        .window(
            SlidingProcessingTimeWindows.of(
                Duration.ofSeconds(windowSeconds), Duration.ofSeconds(1)))
        .reduce((left, right) -> Tuple2.of(left.f0, left.f1 + right.f1))
        .sinkTo(new KeySink(feed, false));
    environment.executeAsync("W4");
    new Throughput(
            new Report().put("windowSeconds", windowSeconds),
            new KeyGoal(feed, windowSeconds, Tally::emitted))
        .measure();
  }
}

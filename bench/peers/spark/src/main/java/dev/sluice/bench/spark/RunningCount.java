package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.KeyMemory;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import scala.Tuple2;

/** W3: running counts of many keys with {@code mapWithState} and checkpoints. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
public final class RunningCount {
  private static final int CHECKPOINT_SECONDS = 10;

  private RunningCount() {}

  /** Runs the workload, or measures the memory that it takes. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var memory = Options.number("memory", 0) > 0;
    var feed = new KeyFeed(Options.number("keys", 1_000_000), memory);
    var report = new Report().put("batchMillis", interval);
    if (memory) {
      KeyMemory.holdSources();
    }
    start(feed, interval);
    if (memory) {
      new KeyMemory(report, feed).measure();
    }
    new Throughput(report, KeyGoal.running(feed)).measure();
  }

  private static void start(KeyFeed feed, int interval) {
    var context = Settings.context("W3", interval);
    context.checkpoint(Options.scratchDirectory() + "/checkpoint");
    var counts =
        FeedStream.of(context, feed, new BatchSteering(interval))
            .mapToPair(key -> new Tuple2<>(key, 1L))
            .mapWithState(
                StateSpec.<Long, Long, Long, Tuple2<Long, Long>>function(RunningCount::count)
                    .numPartitions(Tally.SOURCES));
    counts.checkpoint(Durations.seconds(CHECKPOINT_SECONDS));
    counts.foreachRDD(
        updates ->
            updates.foreachPartition(
                records -> {
                  var totals = Tally.keySinkOf("all", feed);
                  var done = 0L;
                  while (records.hasNext()) {
                    var pair = records.next();
                    totals.raise(pair._1(), pair._2());
                    done++;
                  }
                  totals.done(done);
                }));
    context.start();
  }

  private static Tuple2<Long, Long> count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.get();
    state.update(count);
    return new Tuple2<>(key, count);
  }
}

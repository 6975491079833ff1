package dev.sluice.bench.sluice;

import dev.sluice.Tuple2;
import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.Durations;

/** W4: counts by key of a long window that slides by a batch, with the inverse function. */
public final class SlidingCount {
  private static final int SLIDE_MILLIS = 1_000;

  private SlidingCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var windowSeconds = Options.number("windowSeconds", 30);
    var feed = new KeyFeed(Options.number("keys", 100_000), false);
    var context = Jobs.context("W4", SLIDE_MILLIS);
    context.checkpoint(Options.scratchDirectory() + "/checkpoint");
    var steering = new BatchSteering(SLIDE_MILLIS);
    var queue = new SliceQueue(steering);
    context
        .queueStream(queue)
        .flatMap(slice -> slice.read(feed))
        .mapToPair(key -> new Tuple2<>(key, 1L))
        .reduceByKeyAndWindow(
            (left, right) -> left + right,
            (left, right) -> left - right,
            Durations.seconds(windowSeconds),
            Durations.milliseconds(SLIDE_MILLIS),
            Tally.SOURCES,
            pair -> pair._2() != 0)
        .foreachRDD(
            counts -> {
              add(counts, feed);
              queue.completed();
            });
    context.start();
    new Throughput(
            new Report().put("windowSeconds", windowSeconds),
            new KeyGoal(feed, windowSeconds, steering::recordsDone))
        .measure();
  }

  private static void add(PairRDD<Long, Long> counts, KeyFeed feed) throws Exception {
    counts.foreachPartition(
        records -> {
          var totals = Tally.keySinkOf("all", feed);
          records.forEachRemaining(pair -> totals.add(pair._1(), pair._2()));
          totals.done(0);
        });
  }
}

package dev.sluice.bench.sluice;

import dev.sluice.Tuple2;
import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.KeyMemory;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import java.util.Iterator;
import java.util.Optional;

/**
 * W3: running counts of many keys with checkpoints; {@code mapWithState}, or with the option {@code
 * update} {@code updateStateByKey}.
 */
public final class RunningCount {
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
    var seconds = Integer.toString(Options.number("checkpointSeconds", 10));
    var context = Jobs.context(Jobs.conf("W3").set("checkpoint.periodSeconds", seconds), interval);
    context.checkpoint(Options.scratchDirectory() + "/checkpoint");
    var queue = new SliceQueue(new BatchSteering(interval));
    var events =
        context
            .queueStream(queue)
            .flatMap(slice -> slice.read(feed))
            .mapToPair(key -> new Tuple2<>(key, 1L));
    if (Options.number("update", 0) > 0) {
      updateStates(events, feed, queue);
    } else {
      mapWithStates(events, feed, queue);
    }
    context.start();
  }

  private static void mapWithStates(
      PairDStream<Long, Long> events, KeyFeed feed, SliceQueue queue) {
    events
        .mapWithState(StateSpec.function(RunningCount::count).numPartitions(Tally.SOURCES))
        .foreachRDD(
            updates -> {
              updates.foreachPartition(records -> add(records, feed));
              queue.completed();
            });
  }

  private static Tuple2<Long, Long> count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.orElse(0L);
    state.update(count);
    return new Tuple2<>(key, count);
  }

  private static void updateStates(PairDStream<Long, Long> events, KeyFeed feed, SliceQueue queue) {
    events
        .<Long>updateStateByKey(
            (added, before) -> {
              long count = before.orElse(0L);
              for (long number : added) {
                count += number;
              }
              return Optional.of(count);
            })
        .foreachRDD(
            counts -> {
              counts.foreachPartition(records -> add(records, feed));
              queue.completed();
            });
  }

  private static void add(Iterator<Tuple2<Long, Long>> records, KeyFeed feed) {
    var totals = Tally.keySinkOf("all", feed);
    var grown = 0L;
    while (records.hasNext()) {
      var pair = records.next();
      grown += totals.raise(pair._1(), pair._2());
    }
    totals.done(grown);
  }
}

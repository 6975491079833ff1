package dev.sluice.bench.sluice;

import dev.sluice.bench.workload.Machine;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.streaming.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A receiver that is faster than its job, in a small heap: what is kept, and that nothing is lost.
 * Each task rests after some records, so that the job is slow without using the machine.
 */
public final class Overload {
  private static final int INTERVAL_MILLIS = Options.number("intervalMillis", 1000);
  private static final int RECORDS_A_REST = 1_000;
  private static final int REST_MILLIS = Options.number("restMillis", 20);
  private static final int SAMPLES = 6;
  private static final LongAdder COUNT = new LongAdder();
  private static final LongAdder SUM = new LongAdder();
  private static final AtomicLong LARGEST_BATCH = new AtomicLong();
  private static final AtomicLong LONGEST_DELAY = new AtomicLong();

  private Overload() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var report = new Report();
    var directory = Files.createTempDirectory(Path.of(Options.scratchDirectory()), "overload-");
    var conf =
        Jobs.conf("overload")
            .set("streaming.gracefulStopTimeout", "240000")
            .set("streaming.backpressure.enabled", Boolean.toString(isOn("backpressure")));
    var seconds = Options.number("measureSeconds", 60);
    var live = new ArrayList<Long>();
    double rate;
    try (var context = Jobs.context(conf, INTERVAL_MILLIS)) {
      context.checkpoint(directory.toString());
      context
          .receiverStream(new EagerReceiver(isOn("blocks")))
          .mapPartitions(Overload::slowly)
          .foreachRDD(
              (counts, time) -> {
                long[] batch = {0, 0};
                counts.collect().forEach(count -> add(batch, count));
                took(batch, time);
              });
      context.start();
      var begin = System.nanoTime();
      for (var sample = 0; sample < SAMPLES; sample++) {
        await(1000L * seconds / SAMPLES);
        live.add(Machine.liveHeapBytes() / 1_000_000);
      }
      rate = COUNT.sum() * 1e9 / (System.nanoTime() - begin);
      context.stop(true, true);
    }
    report.put("perSecond", rate, 0);
    report.put("stored", EagerReceiver.STORED.get());
    report.put("storesThatWaited", EagerReceiver.WAITS.sum());
    report.put("largestBatch", LARGEST_BATCH.get());
    report.put("longestDelaySeconds", LONGEST_DELAY.get() / 1000.0, 1);
    report.put("heapMegabytes", Runtime.getRuntime().maxMemory() / 1_000_000);
    report.put("liveHeapMegabytes", live);
    report.put("largestLiveHeapMegabytes", live.stream().max(Long::compare).orElse(0L));
    report.put("maxRssMegabytes", Machine.peakResidentMegabytes());
    report.finish(problem());
  }

  private static boolean isOn(String option) {
    return Options.number(option, 0) != 0;
  }

  private static Iterator<long[]> slowly(Iterator<String> lines) throws InterruptedException {
    var count = 0L;
    var sum = 0L;
    for (; lines.hasNext(); count++) {
      sum += Long.parseLong(lines.next().substring(0, 12));
      if (count % RECORDS_A_REST == RECORDS_A_REST - 1) {
        await(REST_MILLIS);
      }
    }
    return List.of(new long[] {count, sum}).iterator();
  }

  private static void add(long[] batch, long[] partition) {
    batch[0] += partition[0];
    batch[1] += partition[1];
  }

  private static void took(long[] batch, Time time) {
    COUNT.add(batch[0]);
    SUM.add(batch[1]);
    LARGEST_BATCH.accumulateAndGet(batch[0], Math::max);
    var delay = System.currentTimeMillis() - time.milliseconds();
    LONGEST_DELAY.accumulateAndGet(delay, Math::max);
  }

  /** The numbers from 0 on, each once, at least as many as were stored. */
  private static Optional<String> problem() {
    var count = COUNT.sum();
    if (count < EagerReceiver.STORED.get()) {
      return Optional.of(
          "%d records were stored and %d counted".formatted(EagerReceiver.STORED.get(), count));
    }
    return SUM.sum() == count * (count - 1) / 2
        ? Optional.empty()
        : Optional.of("%d records have the sum %d".formatted(count, SUM.sum()));
  }

  private static void await(long millis) throws InterruptedException {
    var unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}

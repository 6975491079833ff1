package dev.sluice.bench.sluice;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.bench.workload.BatchCost;
import dev.sluice.bench.workload.Machine;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** Empty batches with one shuffle, and what one costs in CPU. */
public final class SmallBatches {
  private SmallBatches() {}

  /**
   * Runs the workload in this JVM, or as a job of {@code sluice run}.
   *
   * @param arguments {@code processes} for a job of several processes; options as NAME=NUMBER
   */
  public static void main(String[] arguments) throws Exception {
    var processes = List.of(arguments).contains("processes");
    Options.override(arguments);
    var interval = Options.number("intervalMillis", 10);
    var report = new Report();
    LongSupplier cpu = Machine::processCpuNanos;
    if (processes) {
      report.put("mode", "processes");
      cpu = new JobProcesses()::cpuNanos;
    } else {
      report.put("mode", "one JVM");
    }
    run(new BatchCost(interval, cpu, report), interval);
  }

  private static void run(BatchCost cost, int interval) throws Exception {
    var conf =
        new SluiceConf()
            .setIfMissing("app.name", "overhead")
            .setIfMissing("master", "local[2]")
            .setIfMissing("default.parallelism", "2");
    try (var context = new StreamingContext(conf, Durations.milliseconds(interval))) {
      context
          .queueStream(new ConcurrentLinkedQueue<List<Long>>())
          .mapToPair(key -> new Tuple2<>(key, 1L))
          .reduceByKey((left, right) -> left + right, 2)
          .foreachRDD(
              (counts, time) -> {
                counts.foreachPartition(SmallBatches::drain);
                cost.batchCompleted(time.milliseconds());
              });
      context.start();
      context.awaitTermination();
    }
  }

  private static void drain(Iterator<Tuple2<Long, Long>> records) {
    while (records.hasNext()) {
      records.next();
    }
  }
}

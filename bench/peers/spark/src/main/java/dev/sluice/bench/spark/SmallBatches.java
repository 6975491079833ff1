package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchCost;
import dev.sluice.bench.workload.Machine;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Empty batches with one shuffle, and what one costs in CPU. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
public final class SmallBatches {
  private SmallBatches() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 10);
    var cost =
        new BatchCost(interval, Machine::processCpuNanos, new Report().put("mode", "one JVM"));
    var context = Settings.context("overhead", interval);
    JavaRDD<Long> empty = context.sparkContext().parallelize(new java.util.ArrayList<Long>(), 2);
    context
        .queueStream(new ArrayDeque<JavaRDD<Long>>(), true, empty)
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

  private static void drain(Iterator<Tuple2<Long, Long>> records) {
    while (records.hasNext()) {
      records.next();
    }
  }
}

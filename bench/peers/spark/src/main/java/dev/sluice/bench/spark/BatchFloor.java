package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchTrial;
import dev.sluice.bench.workload.SmallestInterval;
import dev.sluice.bench.workload.Tally;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import scala.Option;
import scala.Tuple2;

/** W5: batches of two records with one shuffle, at ever smaller intervals. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
public final class BatchFloor {
  private static final List<Integer> INTERVALS = List.of(100, 50, 40, 30, 25, 20, 15, 10, 5);

  private BatchFloor() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var spark = new JavaSparkContext(Settings.of("W5"));
    spark.setLogLevel("ERROR");
    new SmallestInterval().measure(INTERVALS, (interval, trial) -> start(spark, interval, trial));
  }

  private static AutoCloseable start(JavaSparkContext spark, int interval, BatchTrial trial) {
    var context = new JavaStreamingContext(spark, Durations.milliseconds(interval));
    context
        .ssc()
        .addStreamingListener(
            new StreamingListener() {
              @Override
              public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
                var info = completed.batchInfo();
                trial.completed(millis(info.processingDelay()), millis(info.schedulingDelay()));
              }
            });
    JavaRDD<Long> records = spark.parallelize(List.of(1L, 2L), Tally.SOURCES);
    context
        .queueStream(new ArrayDeque<JavaRDD<Long>>(), true, records)
        .mapToPair(key -> new Tuple2<>(key, 1L))
        .reduceByKey((left, right) -> left + right, Tally.SOURCES)
        .foreachRDD(counts -> counts.foreachPartition(BatchFloor::drain));
    context.start();
    return () -> context.stop(false, false);
  }

  private static double millis(Option<Object> delay) {
    return ((Number) delay.get()).doubleValue();
  }

  private static void drain(Iterator<Tuple2<Long, Long>> records) {
    while (records.hasNext()) {
      records.next();
    }
  }
}

package dev.sluice.bench.spark;

import dev.sluice.bench.common.BatchSteering;
import dev.sluice.bench.common.Options;
import dev.sluice.bench.common.Report;
import dev.sluice.bench.common.Tally;
import dev.sluice.bench.common.Throughput;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** W1: word counts of each batch, from memory. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var context = new JavaStreamingContext(Settings.of("W1"), Durations.milliseconds(interval));
    context.sparkContext().setLogLevel("ERROR");
    ClassTag<String> tag = ClassTag$.MODULE$.apply(String.class);
    var lines = new LineStream(context.ssc(), new BatchSteering(interval), tag);
    JavaInputDStream.fromInputDStream(lines, tag)
        .flatMap(line -> Arrays.asList(line.split(" ", -1)).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1))
        .reduceByKey((left, right) -> left + right, Tally.SOURCES)
        .foreachRDD(
            counts ->
                counts.foreachPartition(
                    records -> {
                      var totals = Tally.sinkOf(TaskContext.getPartitionId());
                      records.forEachRemaining(pair -> totals.add(pair._1(), pair._2()));
                    }));
    context.start();
    new Throughput(new Report().put("batchMillis", interval)).measureLines();
  }
}

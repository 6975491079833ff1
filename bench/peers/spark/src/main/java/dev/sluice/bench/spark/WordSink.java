package dev.sluice.bench.spark;

import dev.sluice.bench.workload.Tally;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import scala.Tuple2;

/** The word count that W1 and W2 share: the program, and its sink. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
final class WordSink {
  private WordSink() {}

  static void count(JavaDStream<String> lines) {
    lines
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
  }
}

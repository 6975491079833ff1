package dev.sluice.bench.sluice;

import dev.sluice.Tuple2;
import dev.sluice.bench.workload.Tally;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import java.util.Arrays;

/** The word count that W1 and W2 share: the program, and its sink. */
final class WordSink {
  private WordSink() {}

  static PairDStream<String, Integer> counts(DStream<String> lines) {
    return lines
        .flatMap(line -> Arrays.asList(line.split(" ", -1)).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1))
        .reduceByKey((left, right) -> left + right, Tally.SOURCES);
  }

  static void add(PairRDD<String, Integer> counts) throws Exception {
    counts.foreachPartition(
        records -> {
          var totals = Tally.sinkOf(Thread.currentThread());
          records.forEachRemaining(pair -> totals.add(pair._1(), pair._2()));
        });
  }
}

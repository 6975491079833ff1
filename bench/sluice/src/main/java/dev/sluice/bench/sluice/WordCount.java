package dev.sluice.bench.sluice;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.bench.common.BatchSteering;
import dev.sluice.bench.common.Options;
import dev.sluice.bench.common.Report;
import dev.sluice.bench.common.Tally;
import dev.sluice.bench.common.Throughput;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.util.Arrays;

/** W1: word counts of each batch, from memory, in one JVM. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var conf =
        new SluiceConf()
            .setAppName("W1")
            .setMaster("local[2]")
            .set("default.parallelism", Integer.toString(Tally.SOURCES));
    var context = new StreamingContext(conf, Durations.milliseconds(interval));
    var queue = new SliceQueue(new BatchSteering(interval));
    context
        .queueStream(queue)
        .flatMap(Slice::lines)
        .flatMap(line -> Arrays.asList(line.split(" ", -1)).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1))
        .reduceByKey((left, right) -> left + right, Tally.SOURCES)
        .foreachRDD(
            counts -> {
              counts.foreachPartition(
                  records -> {
                    var totals = Tally.sinkOf(Thread.currentThread());
                    records.forEachRemaining(pair -> totals.add(pair._1(), pair._2()));
                  });
              queue.completed();
            });
    context.start();
    new Throughput(new Report().put("batchMillis", interval)).measureLines();
  }
}

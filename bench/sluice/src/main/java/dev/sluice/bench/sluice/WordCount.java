package dev.sluice.bench.sluice;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.LineFeed;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import dev.sluice.bench.workload.WordGoal;

/** W1: word counts of each batch, from memory, in one JVM. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var context = Jobs.context("W1", interval);
    var queue = new SliceQueue(new BatchSteering(interval));
    WordSink.counts(context.queueStream(queue).flatMap(slice -> slice.read(new LineFeed())))
        .foreachRDD(
            counts -> {
              WordSink.add(counts);
              queue.completed();
            });
    context.start();
    new Throughput(new Report().put("batchMillis", interval), new WordGoal()).measure();
  }
}

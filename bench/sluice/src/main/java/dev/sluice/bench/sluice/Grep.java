package dev.sluice.bench.sluice;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.Counter;
import dev.sluice.bench.workload.NeedleFeed;
import dev.sluice.bench.workload.NeedleGoal;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.Throughput;

/** W6: counts the lines of each batch that hold a word. */
public final class Grep {
  private Grep() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var interval = Options.number("intervalMillis", 1_000);
    var context = Jobs.context("W6", interval);
    var steering = new BatchSteering(interval);
    var queue = new SliceQueue(steering);
    var found = new Counter();
    context
        .queueStream(queue)
        .flatMap(slice -> slice.read(new NeedleFeed()))
        .filter(line -> line.contains(NeedleFeed.NEEDLE))
        .foreachRDD(
            lines -> {
              found.add(lines.count());
              queue.completed();
              Tally.resultArrived();
            });
    context.start();
    new Throughput(
            new Report().put("batchMillis", interval),
            new NeedleGoal(found::get, steering::recordsDone))
        .measure();
  }
}

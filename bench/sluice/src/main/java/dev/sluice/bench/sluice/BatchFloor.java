package dev.sluice.bench.sluice;

import dev.sluice.Tuple2;
import dev.sluice.bench.workload.BatchTrial;
import dev.sluice.bench.workload.SmallestInterval;
import dev.sluice.streaming.StreamingContext;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** W5: batches of two records with one shuffle, at ever smaller intervals. */
public final class BatchFloor {
  private static final List<Integer> INTERVALS = List.of(20, 10, 5, 3, 2, 1);

  private BatchFloor() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    new SmallestInterval().measure(INTERVALS, BatchFloor::start);
  }

  private static StreamingContext start(int interval, BatchTrial trial) {
    var context = Jobs.context("W5", interval);
    var queue = new TwoRecords();
    context
        .queueStream(queue)
        .mapToPair(key -> new Tuple2<>(key, 1L))
        .reduceByKey((left, right) -> left + right)
        .foreachRDD(
            (counts, time) -> {
              counts.foreachPartition(BatchFloor::drain);
              queue.completed(time.milliseconds(), trial);
            });
    context.start();
    return context;
  }

  private static void drain(Iterator<Tuple2<Long, Long>> records) {
    while (records.hasNext()) {
      records.next();
    }
  }

  /** Gives two records a batch and notes when; a batch takes from there to its last output. */
  private static final class TwoRecords extends AbstractQueue<List<Long>> {
    private final Queue<Long> cutNanos = new ConcurrentLinkedQueue<>();
    private long next;

    @Override
    public synchronized List<Long> poll() {
      cutNanos.add(System.nanoTime());
      next += 2;
      return List.of(next, next + 1);
    }

    void completed(long batchMillis, BatchTrial trial) {
      var cut = cutNanos.remove();
      var processing = (System.nanoTime() - cut) / 1e6;
      trial.completed(processing, System.currentTimeMillis() - batchMillis - processing);
    }

    @Override
    public List<Long> peek() {
      throw new UnsupportedOperationException("a batch is made when it is polled");
    }

    @Override
    public boolean offer(List<Long> records) {
      throw new UnsupportedOperationException("the queue fills itself");
    }

    @Override
    public Iterator<List<Long>> iterator() {
      throw new UnsupportedOperationException("the queue has no end");
    }

    @Override
    public int size() {
      return 1;
    }
  }
}

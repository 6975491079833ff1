package dev.sluice.bench.sluice;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.Tally;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Makes each batch when it is polled: a slice a source. Thread-safe. */
final class SliceQueue extends AbstractQueue<List<Slice>> {
  /** A batch that is not complete. */
  record Pending(long batch, long records, long cutNanos) {}

  private final BatchSteering steering;
  private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
  private long batches;

  SliceQueue(BatchSteering steering) {
    this.steering = steering;
  }

  @Override
  public synchronized List<Slice> poll() {
    var batch = steering.next();
    var number = ++batches;
    pending.add(new Pending(number, batch.records(), System.nanoTime()));
    return IntStream.range(0, Tally.SOURCES)
        .mapToObj(source -> new Slice(number, source, batch.from(), batch.each()))
        .toList();
  }

  /** The oldest batch is complete. */
  void completed() {
    var batch = pending.poll();
    if (batch == null) {
      throw new IllegalStateException("a batch completed that was not cut");
    }
    var started = BatchTimes.takeStart(batch.batch());
    steering.done(
        batch.records(), (System.nanoTime() - started) / 1e6, (started - batch.cutNanos()) / 1e6);
  }

  @Override
  public List<Slice> peek() {
    throw new UnsupportedOperationException("a batch is made when it is polled");
  }

  @Override
  public boolean offer(List<Slice> slices) {
    throw new UnsupportedOperationException("the queue fills itself");
  }

  @Override
  public Iterator<List<Slice>> iterator() {
    throw new UnsupportedOperationException("the queue has no end");
  }

  @Override
  public int size() {
    return 1;
  }
}

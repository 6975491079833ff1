package dev.sluice.bench.flink;

import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyTotals;
import dev.sluice.bench.workload.Tally;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;

/** Takes counts by key: running ones, or those of windows. */
final class KeySink implements Sink<Tuple2<Long, Long>> {
  private final KeyFeed feed;
  private final boolean running;

  KeySink(KeyFeed feed, boolean running) {
    this.feed = feed;
    this.running = running;
  }

  @Override
  public SinkWriter<Tuple2<Long, Long>> createWriter(WriterInitContext context) {
    return new Writer(Tally.newKeySink(feed), running);
  }

  private record Writer(KeyTotals totals, boolean running)
      implements SinkWriter<Tuple2<Long, Long>> {
    @Override
    public void write(Tuple2<Long, Long> count, Context context) {
      if (running) {
        totals.raise(count.f0, count.f1);
      } else {
        totals.add(count.f0, count.f1);
      }
      totals.done(1);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}

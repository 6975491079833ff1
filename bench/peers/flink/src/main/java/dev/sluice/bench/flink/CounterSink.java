package dev.sluice.bench.flink;

import dev.sluice.bench.workload.Counter;
import dev.sluice.bench.workload.Tally;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts what arrives, a counter a writer. */
final class CounterSink<T> implements Sink<T> {
  private static final List<Counter> COUNTERS = new CopyOnWriteArrayList<>();

  static long count() {
    return COUNTERS.stream().mapToLong(Counter::get).sum();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    var counter = new Counter();
    COUNTERS.add(counter);
    return new Writer<>(counter);
  }

  private record Writer<T>(Counter counter) implements SinkWriter<T> {
    @Override
    public void write(T record, Context context) {
      counter.add(1);
      Tally.resultArrived();
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}

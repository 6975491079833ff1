package dev.sluice.bench.flink;

import dev.sluice.bench.workload.Tally;
import dev.sluice.bench.workload.WordTotals;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;

/** Adds the counts of each window to the totals of its writer. */
final class TotalsSink implements Sink<Tuple2<String, Long>> {
  @Override
  public SinkWriter<Tuple2<String, Long>> createWriter(WriterInitContext context) {
    return new Writer(Tally.newSink());
  }

  private record Writer(WordTotals totals) implements SinkWriter<Tuple2<String, Long>> {
    @Override
    public void write(Tuple2<String, Long> count, Context context) {
      totals.add(count.f0, count.f1);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}

package dev.sluice.worker.executor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.sink.IdempotentSink;
import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import dev.sluice.streaming.Time;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.OutputAccess;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.sink.TwoPhaseSinks;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;

/** The outputs of one plan's run. Thread-safe. */
final class RunOutputs implements OutputAccess {
  private final ExecutorContext context;
  private final RecordFormat format;
  private final HeldPartitions held;
  private final long generation;
  private final LongFunction<BatchRun> batches;
  private final TwoPhaseSinks sinks;

  RunOutputs(ExecutorContext context, long generation, LongFunction<BatchRun> batches) {
    this.context = context;
    this.format = context.format();
    this.held = context.held();
    this.generation = generation;
    this.sinks = new TwoPhaseSinks(context.files(), context.jobClasses());
    this.batches = batches;
  }

  @Override
  public void send(BatchScope batch, int output, int branch, int partition, List<?> records) {
    add(batch, output, branch, partition, UnsafeByteOperations.unsafeWrap(encode(records)));
  }

  @Override
  public void hold(
      BatchScope batch,
      int output,
      OutputSpec.Hold hold,
      int branch,
      int partition,
      List<Object> records) {
    held.keep(batch.batch(), hold.holdId(), branch, partition, records, hold.keepBatches());
    add(batch, output, branch, partition, ByteString.EMPTY);
  }

  @Override
  public void keep(
      BatchScope batch, int output, OutputSpec.Keep keep, int branch, int partition, List<?> all) {
    var most = keep.mostBytes() == 0 ? DataSetStore.defaultBytes() : keep.mostBytes();
    var kept =
        context.dataSets().keep(generation, keep.holdId(), branch, partition, encode(all), most);
    batches
        .apply(batch.batch())
        .pieces()
        .add(
            OutputPiece.newBuilder()
                .setOutput(output)
                .setBranch(branch)
                .setPartition(partition)
                .setNotKept(!kept)
                .build());
  }

  @Override
  public void giveToSink(
      BatchScope batch,
      int output,
      OutputSpec.ToSink target,
      int branch,
      int partition,
      List<Object> records)
      throws Exception {
    var number = ((long) branch << Integer.SIZE) | partition;
    var attempt = generation + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    var part =
        new SinkPartition(
            new SinkBatch(target.uid(), new Time(batch.timeMillis())), number, attempt);
    if (target instanceof OutputSpec.InTwoPhases prepared) {
      var text = sinks.of(prepared).prepare(part, records.iterator());
      send(batch, output, branch, partition, List.of(text));
    } else if (target instanceof OutputSpec.Write write) {
      @SuppressWarnings("unchecked") // the stream's records are what the sink takes
      var sink = (IdempotentSink<Object>) write.sink();
      sink.write(part, records.iterator());
    }
  }

  private byte[] encode(List<?> records) {
    var writer = format.newWriter();
    records.forEach(writer::write);
    return writer.finish();
  }

  private void add(BatchScope batch, int output, int branch, int partition, ByteString records) {
    batches
        .apply(batch.batch())
        .pieces()
        .add(
            OutputPiece.newBuilder()
                .setOutput(output)
                .setBranch(branch)
                .setPartition(partition)
                .setRecords(records)
                .build());
  }
}

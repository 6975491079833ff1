package dev.sluice.worker.executor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.format.OutputFormat;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.OutputAccess;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.format.OutputDirectory;
import dev.sluice.worker.plan.OutputSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** The outputs of one plan's run. Thread-safe. */
final class RunOutputs implements OutputAccess {
  private final ExecutorContext context;
  private final RecordFormat format;
  private final HeldPartitions held;
  private final long generation;
  private final LongFunction<BatchRun> batches;
  private final Map<OutputFormat<?>, OutputFormat<?>> formats = new ConcurrentHashMap<>();

  RunOutputs(ExecutorContext context, long generation, LongFunction<BatchRun> batches) {
    this.context = context;
    this.format = context.format();
    this.held = context.held();
    this.generation = generation;
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
  public void saveAsFile(
      BatchScope batch,
      OutputSpec.SaveAsFiles target,
      int branch,
      int partition,
      List<Object> records) {
    @SuppressWarnings("unchecked") // the program says what the records are
    var writer =
        (OutputFormat<Object>)
            formats.computeIfAbsent(
                target.format(), given -> Formats.resolve(given, context.jobClasses()));
    var directory = new OutputDirectory(target.prefix(), target.suffix(), batch.timeMillis());
    directory.write(context.files(), branch, partition, writer, records);
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

package dev.sluice.worker.executor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.OutputAccess;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.storage.TextFiles;
import java.util.List;
import java.util.function.LongFunction;

/** The outputs of one plan's run. Thread-safe. */
final class RunOutputs implements OutputAccess {
  private final RecordFormat format;
  private final HeldPartitions held;
  private final LongFunction<BatchRun> batches;

  RunOutputs(RecordFormat format, HeldPartitions held, LongFunction<BatchRun> batches) {
    this.format = format;
    this.held = held;
    this.batches = batches;
  }

  @Override
  public void send(BatchScope batch, int output, int branch, int partition, List<?> records) {
    var writer = format.newWriter();
    records.forEach(writer::write);
    add(batch, output, branch, partition, UnsafeByteOperations.unsafeWrap(writer.finish()));
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
  public void saveAsText(
      BatchScope batch,
      String prefix,
      String suffix,
      int branch,
      int partition,
      List<Object> records) {
    TextFiles.writePart(prefix, suffix, batch.timeMillis(), branch, partition, records);
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

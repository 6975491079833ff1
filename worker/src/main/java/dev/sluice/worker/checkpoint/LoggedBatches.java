package dev.sluice.worker.checkpoint;

import java.util.function.LongUnaryOperator;

/** Which driver logged which batches; a pure function of what a claim found. */
public final class LoggedBatches {
  private LoggedBatches() {}

  /**
   * Returns, by epoch, the last batch whose composition was logged before any driver with a higher
   * epoch claimed the job; -1 if the newest checkpoint is of such a driver. What the driver of that
   * epoch ran up to this batch is what counts.
   */
  public static LongUnaryOperator upTo(LogContents contents) {
    return epoch -> upTo(contents, epoch);
  }

  private static long upTo(LogContents contents, long epoch) {
    if (contents.checkpoint().filter(manifest -> manifest.epoch() > epoch).isPresent()) {
      return -1;
    }
    long last = contents.checkpoint().map(Manifest::batchIndex).orElse(0L);
    for (var record : contents.records()) {
      if (record instanceof LogRecord.Epoch claim && claim.epoch() > epoch) {
        return last;
      }
      if (record instanceof LogRecord.Batches batches) {
        for (var batch : batches.batches()) {
          last = Math.max(last, batch.index());
        }
      }
    }
    return last;
  }
}

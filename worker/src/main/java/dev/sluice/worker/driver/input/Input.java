package dev.sluice.worker.driver.input;

import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.storage.StoredFile;
import java.util.List;

/** One source of a job as the driver sees it. Owned by the event loop; does no I/O. */
public sealed interface Input
    permits ReceiverInput, FileInput, QueueInput, GeneratedInput, InitialInput {
  /**
   * Takes what belongs into a batch.
   *
   * @param timeMillis time of the batch
   * @param files what a scan of the source's directory found for this batch; empty for other
   *     sources
   */
  SourceInput allocate(long timeMillis, List<StoredFile> files);

  /** Goes on from a checkpoint; called once, before {@link #apply}. */
  void restore(SourceProgress restored);

  /** Takes note of what a logged batch took. */
  void apply(SourceInput input);

  /** Returns how far the source is read after the last batch allocated or applied. */
  SourceProgress progress();

  /** Returns whether something that was received waits for a batch. */
  boolean hasWaiting();
}

package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.input.Losses.Loss;
import dev.sluice.worker.driver.receivers.ReceiverTracker;
import dev.sluice.worker.settings.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what was received and is lost, everywhere where somebody may look: log, events and report of
 * the batch, status, metrics. Ends the job instead if it was told to. Owned by the event loop.
 */
final class LostInput {
  private static final Logger LOG = LoggerFactory.getLogger(LostInput.class);

  private final Losses losses;
  private final BlockTable blocks;
  private final ReceiverTracker receivers;
  private final BatchEvents events;
  private final boolean fails;

  /**
   * Makes the report.
   *
   * @param fails whether the job must not go on without what was received
   */
  LostInput(
      Losses losses,
      BlockTable blocks,
      ReceiverTracker receivers,
      BatchEvents events,
      boolean fails) {
    this.losses = losses;
    this.blocks = blocks;
    this.receivers = receivers;
    this.events = events;
    this.fails = fails;
  }

  /**
   * A batch needs blocks that are nowhere.
   *
   * @param missing the blocks, by the uid of their source
   * @return what the job ends with, if it must not go on
   */
  Optional<JobFailedException> inBatch(Batch batch, Map<String, List<BlockReference>> missing) {
    for (var source : new TreeMap<>(missing).entrySet()) {
      var records = source.getValue().stream().mapToLong(BlockReference::records).sum();
      var loss = new Loss(source.getValue().size(), records);
      var message =
          "%d records (%d blocks) of %s are lost: the batch of %d ms needs them and no worker has them any more"
              .formatted(records, loss.blocks(), source.getKey(), batch.timeMillis());
      LOG.error("DATA LOST: {}", message);
      receivers.lost(source.getKey(), loss, message);
      if (fails) {
        return Optional.of(failure(message));
      }
      losses.add(batch.index(), source.getKey(), loss);
      source.getValue().forEach(block -> blocks.giveUp(block.id()));
    }
    events.changed(batch);
    return Optional.empty();
  }

  /**
   * Blocks that no batch has got are gone; how many records they had nobody knows.
   *
   * @param source uid of their source
   * @return what the job ends with, if it must not go on
   */
  Optional<JobFailedException> beforeBatch(String source, long gone) {
    var message =
        "%d blocks of %s are lost: the receiver stored them and no worker has them any more"
            .formatted(gone, source);
    LOG.error("DATA LOST: {}", message);
    var loss = new Loss(gone, 0);
    receivers.lost(source, loss, message);
    if (fails) {
      return Optional.of(failure(message));
    }
    losses.addToNext(source, loss);
    return Optional.empty();
  }

  private static JobFailedException failure(String message) {
    return new JobFailedException(
        "%s; set %s=continue to go on without them".formatted(message, Keys.LOST_BLOCKS.name()),
        null);
  }
}

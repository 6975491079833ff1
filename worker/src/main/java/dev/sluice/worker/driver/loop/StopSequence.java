package dev.sluice.worker.driver.loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graceful stop, step by step: receivers first, then everything they stored, then a checkpoint.
 * Bounded by a timeout. Owned by the event loop.
 */
final class StopSequence {
  private static final Logger LOG = LoggerFactory.getLogger(StopSequence.class);

  private enum Step {
    NONE,
    RECEIVERS,
    DRAIN,
    CHECKPOINT,
    DONE
  }

  private final JobParts parts;
  private final Runnable end;
  private Step step = Step.NONE;
  private long lastBatch;

  StopSequence(JobParts parts, Runnable end) {
    this.parts = parts;
    this.end = end;
  }

  void begin() {
    if (step != Step.NONE) {
      return;
    }
    step = Step.RECEIVERS;
    parts.progress().stopping();
    parts.loop().schedule(parts.gracefulStopMillis(), this::timedOut);
    parts.receivers().stopAll();
    advance();
  }

  /** Goes as far as it can; called whenever something has changed. */
  void advance() {
    if (step == Step.NONE && parts.stopWhenReceiversStop() && allReceiversEnded()) {
      begin();
      return;
    }
    if (step == Step.RECEIVERS && parts.receivers().allStopped()) {
      step = Step.DRAIN;
    }
    if (step == Step.DRAIN && !parts.inputs().hasWaiting()) {
      // The next batch is the last one: it takes the snapshot of the final checkpoint.
      lastBatch = parts.batches().nextToCut();
      parts.checkpoints().forceAt(lastBatch);
      step = Step.CHECKPOINT;
    }
    if (step == Step.CHECKPOINT && covered()) {
      step = Step.DONE;
      end.run();
    }
  }

  private boolean covered() {
    return parts.checkpoints().newest().filter(m -> m.batchIndex() >= lastBatch).isPresent();
  }

  private boolean allReceiversEnded() {
    return parts.receivers().size() > 0 && parts.receivers().allStopped();
  }

  private void timedOut() {
    if (step != Step.DONE) {
      step = Step.DONE;
      LOG.warn(
          "the graceful stop took more than {} ms and was cut short: what was not processed is processed at the next start",
          parts.gracefulStopMillis());
      end.run();
    }
  }
}

package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.failure.JobFailedException;
import java.util.function.Consumer;

/**
 * A graceful stop, step by step: receivers first, then everything they stored, then a checkpoint.
 * Bounded by a timeout. Owned by the event loop.
 */
final class StopSequence {
  private enum Step {
    NONE,
    RECEIVERS,
    DRAIN,
    CHECKPOINT,
    DONE
  }

  private final JobParts parts;
  private final Runnable end;
  private final Consumer<JobFailedException> cutShort;
  private Step step = Step.NONE;
  private long lastBatch;

  StopSequence(JobParts parts, Runnable end, Consumer<JobFailedException> cutShort) {
    this.parts = parts;
    this.end = end;
    this.cutShort = cutShort;
  }

  void begin() {
    if (step != Step.NONE) {
      return;
    }
    step = Step.RECEIVERS;
    parts.progress().stopping();
    parts.loop().schedule(parts.settings().gracefulStopMillis(), this::timedOut);
    parts.input().receivers().stopAll();
    advance();
  }

  /** Goes as far as it can; called whenever something has changed. */
  void advance() {
    if (step == Step.NONE && parts.settings().stopWhenReceiversStop() && allReceiversEnded()) {
      begin();
      return;
    }
    if (step == Step.RECEIVERS && parts.input().receivers().allStopped()) {
      step = Step.DRAIN;
    }
    if (step == Step.DRAIN && !parts.input().inputs().hasWaiting()) {
      // The next batch is the last one: it takes the snapshot of the final checkpoint.
      lastBatch = parts.batches().nextToCut();
      parts.checkpoints().forceLastAt(lastBatch);
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
    return parts.input().receivers().size() > 0 && parts.input().receivers().allStopped();
  }

  private void timedOut() {
    if (step != Step.DONE) {
      var reached = step;
      step = Step.DONE;
      cutShort.accept(
          new JobFailedException(
              "the graceful stop was cut short after %d ms, in the step %s: what was received and not processed is processed at the next start; raise streaming.gracefulStopTimeout to wait longer"
                  .formatted(parts.settings().gracefulStopMillis(), reached),
              null));
    }
  }
}

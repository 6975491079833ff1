package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.output.OutputRunner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches that are computed to their commit: their output is released in order, once their
 * composition is durable, then logged, then shown by all sinks. Owned by the event loop.
 */
final class OutputRelease implements OutputRunner.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(OutputRelease.class);

  private final JobParts parts;
  private final Faults faults;
  private final JobCourse job;
  private final Runnable start;

  /**
   * Makes the release of a job's output.
   *
   * @param start starts batches, once one is committed
   */
  OutputRelease(JobParts parts, Faults faults, JobCourse job, Runnable start) {
    this.parts = parts;
    this.faults = faults;
    this.job = job;
    this.start = start;
  }

  /** Hands over what can be released; between generations nobody knows who holds what. */
  void release() {
    if (!job.generations().isRunning()) {
      return;
    }
    for (var next = parts.batches().takeRelease();
        next.isPresent();
        next = parts.batches().takeRelease()) {
      var batch = next.get();
      parts.input().rates().submitted(batch.index(), parts.clock().millis());
      parts
          .outputs()
          .accept(
              new OutputAttempt(
                  batch.index(),
                  batch.timeMillis(),
                  job.generations().current(),
                  batch.completedOutputs(),
                  batch.pieces(),
                  AbsentOutputs.of(parts.plans().fixed().job(), batch.composition())));
    }
  }

  @Override
  public void released(OutputAttempt attempt) {
    var now = parts.clock().millis();
    var prepared = parts.commits().prepared(attempt);
    var unused =
        parts
            .log()
            .append(
                new LogRecord.Commit(attempt.index(), attempt.index(), prepared),
                parts.settings().commitPatience())
            .whenComplete(
                (sequence, failure) ->
                    parts.loop().execute(() -> committed(attempt, prepared, now, failure)));
  }

  private void committed(
      OutputAttempt attempt,
      Map<String, List<String>> prepared,
      long releasedMillis,
      @Nullable Throwable failure) {
    var index = attempt.index();
    if (failure != null) {
      job.logEnded(failure);
      return;
    }
    if (job.isOver()) {
      return;
    }
    parts.batches().released(index);
    parts
        .batches()
        .get(index)
        .ifPresent(
            batch -> {
              parts.actions().committed(batch);
              accumulate(batch);
            });
    faults.committed(index);
    parts
        .commits()
        .add(index, attempt.timeMillis(), prepared, () -> finished(index, releasedMillis));
    start.run();
  }

  /** All sinks show the output of a batch: it is complete. */
  private void finished(long index, long releasedMillis) {
    if (job.isOver()) {
      return;
    }
    parts.batches().finished(index);
    parts
        .batches()
        .get(index)
        .ifPresent(
            batch -> {
              parts.progress().committed(batch, job.generations().current(), parts.clock());
              parts.events().completed(index);
              parts.input().rates().completed(batch, releasedMillis);
              parts.watch().released(batch.timeMillis());
              removeLeftovers(batch);
            });
    parts.checkpoints().completeIfReady(index);
    job.progressed();
  }

  /** Removes what sinks have of other attempts at a batch, once none of them runs. */
  private void removeLeftovers(Batch batch) {
    if (batch.isDone()
        && batch.index() <= parts.batches().lastFinished()
        && parts.batches().mayHaveLeftovers(batch)) {
      parts.commits().abort(batch.timeMillis());
    }
  }

  /** Finishes what an earlier driver has committed. */
  void recovered(List<LogRecord.Commit> commits) {
    for (var commit : commits) {
      var index = commit.toBatch();
      var timeMillis = parts.batches().get(index).map(Batch::timeMillis).orElse(0L);
      parts
          .commits()
          .add(
              index,
              timeMillis,
              commit.sinkResults(),
              () -> {
                parts.batches().finished(index);
                if (index > parts.batches().lastReleased() - BatchLine.MOST_AHEAD) {
                  // The driver before may have had no time for it, and the batch may not run again.
                  parts.commits().abort(timeMillis);
                }
                parts.checkpoints().completeIfReady(parts.batches().lastFinished());
              });
    }
  }

  @Override
  public void rewound(OutputAttempt attempt, int completedOutputs) {
    parts
        .loop()
        .execute(
            () -> {
              parts.batches().releaseRewound(attempt.index(), completedOutputs);
              release();
            });
  }

  @Override
  public void failed(
      OutputAttempt attempt, int completedOutputs, String operation, Throwable failure) {
    var reason =
        new JobFailedException(
            "%s failed in the batch of %d ms: %s"
                .formatted(operation, attempt.timeMillis(), failure),
            failure);
    parts.loop().execute(() -> tryAgain(attempt, completedOutputs, reason));
  }

  /** A failed operation is tried again, and never left out: without it the batch cannot commit. */
  private void tryAgain(OutputAttempt attempt, int completedOutputs, JobFailedException reason) {
    var pause = faults.outputFailure(attempt.index());
    if (pause.isEmpty() || job.isOver()) {
      parts.events().completed(attempt.index());
      job.end(reason);
      return;
    }
    LOG.warn("{}; it is tried again", reason.getMessage(), reason);
    parts.batches().releaseRewound(attempt.index(), completedOutputs);
    parts.loop().schedule(pause.getAsLong(), this::release);
  }

  /** A batch whose output is released has been computed once more. */
  void repeated(Batch batch) {
    accumulate(batch);
    removeLeftovers(batch);
  }

  /** Applies what a batch has added to accumulators, unless that is done. */
  private void accumulate(Batch batch) {
    var accumulators = parts.shared().accumulators();
    accumulators.committed(batch.index(), batch.accumulators());
    if (parts.checkpoints().isOf(batch.index())) {
      batch.accumulatorValues(accumulators.encoded());
    }
  }
}

package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.storage.StoredFile;
import java.util.List;
import java.util.Map;

/** Cuts batches when they are due and the log keeps up. Owned by the event loop. */
final class BatchCutter {
  private static final long HELD_BACK_MILLIS = 50;

  private final JobParts parts;
  private final JobCourse job;
  private final Runnable start;

  /**
   * Makes the cutter of a job.
   *
   * @param start starts batches, once some were cut
   */
  BatchCutter(JobParts parts, JobCourse job, Runnable start) {
    this.parts = parts;
    this.job = job;
    this.start = start;
  }

  /** Cuts what is due, now and from now on. */
  void tick() {
    if (job.isOver()) {
      return;
    }
    if (parts.batches().mayCut() && logKeepsUp()) {
      parts.input().scans().scan(parts.input().inputs().directories(), this::cut);
    } else {
      scheduleTick();
    }
  }

  private void cut(Map<String, List<StoredFile>> files) {
    if (!job.isOver()) {
      parts.batches().cutDue(files, this::wasCut);
      start.run();
      scheduleTick();
    }
  }

  private void wasCut(Batch batch) {
    try {
      var unused = AbsentOutputs.of(parts.plans().fixed().job(), batch.composition());
    } catch (IllegalStateException e) {
      job.end(
          new JobFailedException(
              "the batch of %d ms cannot be made: %s".formatted(batch.timeMillis(), e.getMessage()),
              e));
      return;
    }
    parts.input().losses().cut(batch.index());
    parts.events().submitted(batch);
    parts.input().rates().cut(batch.index(), parts.batches().nextToStart(), parts.clock().millis());
    parts.plans().request(batch);
  }

  private void scheduleTick() {
    var due = parts.batches().nextDue();
    if (due > parts.jobClock().millis()) {
      parts.jobClock().callAt(due, this::tick, parts.loop()::schedule);
    } else {
      parts.loop().schedule(HELD_BACK_MILLIS, this::tick);
    }
  }

  private boolean logKeepsUp() {
    var health = parts.log().health();
    return health.pending() < health.capacity() / 2;
  }
}

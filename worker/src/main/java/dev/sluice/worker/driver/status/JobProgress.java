package dev.sluice.worker.driver.status;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.driver.batch.Batch;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the status of a job up to date. Changed by the event loop; the newest status may be read by
 * any thread.
 */
public final class JobProgress {
  private final AtomicReference<JobStatus> published;
  private final JobStatus base;
  private final JobStatus.Restore restore;
  private final LoadMeter load;
  private String state = "Restoring";
  private long generation;
  private long totalRecords;
  private JobStatus.BatchTime batch;
  private JobStatus.Progress progress;
  private JobStatus.@Nullable Completed checkpoint;
  private @Nullable String failure;
  private @Nullable JobLoad lastLoad;
  private long lastLoadSecond;

  /**
   * Makes the progress of a job.
   *
   * @param published where the status goes
   * @param intervalMillis batch interval
   * @param restored the checkpoint that the job began with
   * @param notices what was wrong and got around on the way
   */
  public JobProgress(
      AtomicReference<JobStatus> published,
      String job,
      long epoch,
      long intervalMillis,
      Optional<Manifest> restored,
      List<String> notices) {
    this.load = new LoadMeter(intervalMillis);
    this.published = published;
    this.base = JobStatus.starting(job, epoch);
    this.batch = base.batch();
    this.progress = base.progress();
    this.restore = new JobStatus.Restore(restored.map(Manifest::key).orElse("Empty"), notices);
    restored.ifPresent(this::checkpointed);
  }

  /** Earlier drivers have released records. */
  public void startAt(long records) {
    totalRecords = records;
  }

  /** The output of a batch is released. */
  public void committed(Batch done, long ofGeneration, Clock clock) {
    generation = ofGeneration;
    totalRecords += done.inputRecords();
    done.totalRecords(totalRecords);
    var now = clock.millis();
    load.committed(done, now);
    var processing = Math.max(0, done.finishedMillis() - done.startedMillis());
    var previous = progress.committedAtMillis();
    var elapsed = previous == 0 ? 0 : now - previous;
    batch = new JobStatus.BatchTime(done.timeMillis(), done.index());
    progress =
        new JobStatus.Progress(
            done.index(),
            done.timeMillis(),
            done.inputRecords(),
            elapsed <= 0 ? 0 : done.inputRecords() * 1000.0 / elapsed,
            processing,
            Math.max(0, done.startedMillis() - done.timeMillis()),
            done.stateEntries(),
            totalRecords,
            now,
            0);
  }

  /** A checkpoint is complete. */
  public void checkpointed(Manifest manifest) {
    checkpoint =
        new JobStatus.Completed(
            manifest.id(), manifest.key(), manifest.timeMillis(), manifest.batchIndex());
  }

  /** Batches are being computed. */
  public void running() {
    if (!"Stopping".equals(state)) {
      state = "Running";
    }
  }

  /** A graceful stop has begun. */
  public void stopping() {
    state = "Stopping";
  }

  /** The job has ended. */
  public void ended(@Nullable Throwable reason) {
    state = reason == null ? "Stopped" : "Failed";
    failure =
        reason == null
            ? null
            : String.valueOf(reason.getMessage()).lines().findFirst().orElse("unknown");
  }

  /** What measures the load. */
  public LoadMeter load() {
    return load;
  }

  /** Gives out what is known. */
  public void publish(
      JobStatus.Registered executors,
      JobStatus.Receivers receivers,
      int failedCheckpoints,
      long waitingBatches,
      LongSupplier lagRecords,
      long nowMillis) {
    var p = progress;
    published.set(
        new JobStatus(
            base.job(),
            base.epoch(),
            generation,
            state,
            restore,
            batch,
            new JobStatus.Progress(
                p.batchIndex(),
                p.batchTimeMillis(),
                p.records(),
                p.recordsPerSecond(),
                p.processingMillis(),
                p.schedulingDelayMillis(),
                p.stateEntries(),
                p.totalRecords(),
                p.committedAtMillis(),
                waitingBatches),
            executors,
            receivers,
            load(receivers.registered(), executors.registered(), lagRecords, nowMillis),
            new JobStatus.CheckpointStatus(checkpoint, failedCheckpoints),
            failure));
  }

  /** The load is of whole seconds, and a batch may take less than to add it up. */
  private JobLoad load(int receivers, int executors, LongSupplier lagRecords, long nowMillis) {
    var second = nowMillis / 1_000;
    var known = lastLoad;
    if (known == null
        || second != lastLoadSecond
        || known.receiverWorkers() != receivers
        || known.executorWorkers() != executors) {
      known = load.load(receivers, executors, lagRecords.getAsLong(), nowMillis);
      lastLoad = known;
      lastLoadSecond = second;
    }
    return known;
  }
}

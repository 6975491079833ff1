package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.input.ReceiverInput;
import dev.sluice.worker.driver.status.JobStatus;

/** Gives out the status of a job, whenever it changes and each second. Owned by the event loop. */
final class StatusPublisher {
  private static final long PUBLISH_MILLIS = 1_000;

  private final JobParts parts;
  private final JobCourse job;

  StatusPublisher(JobParts parts, JobCourse job) {
    this.parts = parts;
    this.job = job;
  }

  void publish() {
    parts
        .progress()
        .publish(
            new JobStatus.Registered(
                parts.workers().executors().size(), job.generations().owners()),
            parts.input().receivers().status(),
            parts.checkpoints().consecutiveFailures(),
            parts.batches().waiting(),
            this::waitingRecords,
            parts.clock().millis());
  }

  private long waitingRecords() {
    return parts.batches().waitingRecords()
        + parts.input().inputs().streams().stream().mapToLong(ReceiverInput::waitingRecords).sum();
  }

  /** Keeps the load in the status fresh also while no batch is committed. */
  void publishEachSecond() {
    if (!job.isOver()) {
      publish();
      parts.loop().schedule(PUBLISH_MILLIS, this::publishEachSecond);
    }
  }
}

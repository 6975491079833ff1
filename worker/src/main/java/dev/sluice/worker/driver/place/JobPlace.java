package dev.sluice.worker.driver.place;

import dev.sluice.worker.driver.status.JobStatus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Where a job runs: as processes, or inside of this JVM.
 *
 * @param job which one
 * @param state where it keeps its state
 * @param size what does its work
 * @param foundations gives the opened store and server; asked once
 * @param turn waits until the job may claim its log
 * @param jobClasses loads the program's classes
 * @param status where the status goes
 */
public record JobPlace(
    JobIdentity job,
    StatePlace state,
    JobSize size,
    Supplier<Foundations> foundations,
    Turn turn,
    ClassLoader jobClasses,
    AtomicReference<JobStatus> status) {
  /** The same place for a job that has run there, where checkpoints have proved to be unusable. */
  public JobPlace passingOver(Map<Long, String> checkpoints) {
    return new JobPlace(
        job, state.passingOver(checkpoints), size, foundations, Turn.NOW, jobClasses, status);
  }
}

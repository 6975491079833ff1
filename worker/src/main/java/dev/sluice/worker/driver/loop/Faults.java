package dev.sluice.worker.driver.loop;

import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.output.WorkFailures;
import dev.sluice.worker.driver.workers.RewindPolicy;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what went wrong since the last progress. Owned by the event loop. */
final class Faults {
  private final int mostUserFailures;
  private final ClassLoader jobClasses;
  private long failedOutput;
  private int outputFailures;
  private long failedBatch;
  private int userFailures;
  private int faults;
  private long sinceMillis;
  private long faultAt;

  /**
   * Makes the count.
   *
   * @param mostUserFailures failures of user code in one batch that end the job
   * @param jobClasses loads the program's exceptions
   */
  Faults(int mostUserFailures, ClassLoader jobClasses) {
    this.mostUserFailures = mostUserFailures;
    this.jobClasses = jobClasses;
  }

  /**
   * The program's code failed in a batch.
   *
   * @param batch the batch that it was called for
   * @return what the job ends with, if it was once too often
   */
  Optional<JobFailedException> userFailure(long batch, WorkFailed failure) {
    userFailures = batch == failedBatch ? userFailures + 1 : 1;
    failedBatch = batch;
    return userFailures < mostUserFailures
        ? Optional.empty()
        : Optional.of(
            new JobFailedException(
                "%s (batch %d, %d attempts)\n%s"
                    .formatted(failure.getMessage(), batch, userFailures, failure.getStackTrace()),
                WorkFailures.cause(failure, jobClasses)));
  }

  /**
   * An output operation of the program failed.
   *
   * @return the pause before it is tried again; empty if it was once too often
   */
  OptionalLong outputFailure(long batch) {
    outputFailures = batch == failedOutput ? outputFailures + 1 : 1;
    failedOutput = batch;
    return outputFailures < mostUserFailures
        ? OptionalLong.of(RewindPolicy.delayMillis(outputFailures))
        : OptionalLong.empty();
  }

  /**
   * A generation ends by a fault.
   *
   * @param lastCut the last batch there is; a later one that is committed is progress
   */
  void fault(long lastCut, long nowMillis) {
    if (faults++ == 0) {
      sinceMillis = nowMillis;
    }
    faultAt = lastCut;
  }

  /** Returns the pause before the next generation. */
  long delayMillis() {
    return faults == 0 ? 0 : RewindPolicy.delayMillis(faults);
  }

  /** Returns what the job ends with, if there is no point in trying on. */
  Optional<JobFailedException> exhausted(String reason, long nowMillis) {
    return RewindPolicy.givesUp(faults, sinceMillis, nowMillis)
        ? Optional.of(
            new JobFailedException(
                "no batch could be completed in %d attempts; the last one ended with: %s"
                    .formatted(faults, reason),
                null))
        : Optional.empty();
  }

  /** The output of a batch is released. */
  void committed(long index) {
    if (index > faultAt) {
      faults = 0;
    }
    if (index >= failedBatch) {
      userFailures = 0;
    }
  }
}

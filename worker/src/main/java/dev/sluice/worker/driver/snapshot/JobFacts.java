package dev.sluice.worker.driver.snapshot;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What a checkpoint says of its job.
 *
 * @param jobUid uid of the job
 * @param zeroMillis the time that all batch times are aligned to
 * @param intervalMillis the batch interval
 * @param periodMillis milliseconds between checkpoints
 * @param clock tells the time
 */
public record JobFacts(
    String jobUid, LongSupplier zeroMillis, long intervalMillis, long periodMillis, Clock clock) {}

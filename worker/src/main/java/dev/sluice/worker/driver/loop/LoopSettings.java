package dev.sluice.worker.driver.loop;

import java.time.Duration;

/**
 * Numbers that the loop of a job goes by.
 *
 * @param commitPatience how long a commit may wait for the next batch to share its log object
 * @param pipelineDepth batches that may be under way
 * @param maxFailures failures of a batch after which the job fails
 * @param gracefulStopMillis how long a graceful stop may take
 * @param stopWhenReceiversStop whether the job ends when all its receivers have
 * @param inOneJvm whether executors are in this JVM
 */
record LoopSettings(
    Duration commitPatience,
    int pipelineDepth,
    int maxFailures,
    long gracefulStopMillis,
    boolean stopWhenReceiversStop,
    boolean inOneJvm) {}

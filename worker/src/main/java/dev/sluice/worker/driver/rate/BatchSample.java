package dev.sluice.worker.driver.rate;

/**
 * What was seen of one stream in one batch, or in a few short ones.
 *
 * @param endMillis when the output was complete
 * @param records records of the stream
 * @param intakeMillis how long the records were taken in for
 * @param processingMillis how long the job worked on them, without waiting
 * @param waitMillis how long the last of the batches waited
 */
record BatchSample(
    long endMillis, long records, long intakeMillis, long processingMillis, long waitMillis) {}

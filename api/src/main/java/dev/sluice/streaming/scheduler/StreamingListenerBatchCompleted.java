package dev.sluice.streaming.scheduler;

/**
 * A batch is complete.
 *
 * @param batchInfo the batch, with all of its times
 */
public record StreamingListenerBatchCompleted(BatchInfo batchInfo)
    implements StreamingListenerEvent {}

package dev.sluice.streaming.scheduler;

/**
 * A batch has begun to run.
 *
 * @param batchInfo the batch, not complete
 */
public record StreamingListenerBatchStarted(BatchInfo batchInfo)
    implements StreamingListenerEvent {}

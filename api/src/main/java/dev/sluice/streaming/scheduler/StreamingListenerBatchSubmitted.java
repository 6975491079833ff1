package dev.sluice.streaming.scheduler;

/**
 * A batch is cut.
 *
 * @param batchInfo the batch, not started
 */
public record StreamingListenerBatchSubmitted(BatchInfo batchInfo)
    implements StreamingListenerEvent {}

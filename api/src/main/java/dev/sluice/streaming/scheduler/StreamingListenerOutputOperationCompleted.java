package dev.sluice.streaming.scheduler;

/**
 * An output operation has ended.
 *
 * @param outputOperationInfo the operation, with its failure if it has failed
 */
public record StreamingListenerOutputOperationCompleted(OutputOperationInfo outputOperationInfo)
    implements StreamingListenerEvent {}

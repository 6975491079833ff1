package dev.sluice.streaming.scheduler;

/**
 * An output operation begins.
 *
 * @param outputOperationInfo the operation, not ended
 */
public record StreamingListenerOutputOperationStarted(OutputOperationInfo outputOperationInfo)
    implements StreamingListenerEvent {}

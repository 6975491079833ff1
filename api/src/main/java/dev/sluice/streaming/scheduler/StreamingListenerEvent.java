package dev.sluice.streaming.scheduler;

/** Anything that a {@link StreamingListener} is told. */
public sealed interface StreamingListenerEvent
    permits StreamingListenerStreamingStarted,
        StreamingListenerReceiverStarted,
        StreamingListenerReceiverError,
        StreamingListenerReceiverStopped,
        StreamingListenerBatchSubmitted,
        StreamingListenerBatchStarted,
        StreamingListenerBatchCompleted,
        StreamingListenerOutputOperationStarted,
        StreamingListenerOutputOperationCompleted {}

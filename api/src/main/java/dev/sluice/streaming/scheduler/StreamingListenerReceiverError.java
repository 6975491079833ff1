package dev.sluice.streaming.scheduler;

/**
 * A receiver has reported an error.
 *
 * @param receiverInfo the receiver, with its error
 */
public record StreamingListenerReceiverError(ReceiverInfo receiverInfo)
    implements StreamingListenerEvent {}

package dev.sluice.streaming.scheduler;

/**
 * A receiver runs.
 *
 * @param receiverInfo the receiver
 */
public record StreamingListenerReceiverStarted(ReceiverInfo receiverInfo)
    implements StreamingListenerEvent {}

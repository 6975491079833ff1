package dev.sluice.streaming.scheduler;

/**
 * A receiver runs no more.
 *
 * @param receiverInfo the receiver
 */
public record StreamingListenerReceiverStopped(ReceiverInfo receiverInfo)
    implements StreamingListenerEvent {}

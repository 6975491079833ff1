package dev.sluice.streaming.scheduler;

/**
 * Batches are being computed.
 *
 * @param time when, in milliseconds since 1970
 */
public record StreamingListenerStreamingStarted(long time) implements StreamingListenerEvent {}

package dev.sluice.worker.transport;

/**
 * Ends what one executor sends to another in one exchange and batch.
 *
 * @param count records sent, for the receiver to check
 * @param checksum sum over what was sent, as the exchange defines it
 */
public record MarkerFrame(
    int plan, long generation, long batch, int exchange, long count, long checksum) {}

package dev.sluice.worker.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * How the log is doing; for status, metrics and for holding back new batches.
 *
 * @param pending records appended and not yet durable
 * @param capacity most records that may be pending
 * @param consecutiveFailures failed attempts since the last success
 * @param lastError message of the last failed attempt, {@code null} when the last one succeeded
 */
public record LogHealth(
    int pending, int capacity, int consecutiveFailures, @Nullable String lastError) {}

package dev.sluice.operator.observe;

import java.time.Instant;

/**
 * Something that the API server has refused.
 *
 * @param message what it said
 * @param retry not tried again before
 */
public record Refusal(String message, Instant retry) {}

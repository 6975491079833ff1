package dev.sluice.operator.scale;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one role as they are.
 *
 * @param wanted how many there should be by the last decision
 * @param ready how many pods are ready
 * @param changed when a pod last became ready or went
 * @param blocked why a pod can't start, such as a quota; null if none is stuck
 */
public record Workers(int wanted, int ready, Instant changed, @Nullable String blocked) {}

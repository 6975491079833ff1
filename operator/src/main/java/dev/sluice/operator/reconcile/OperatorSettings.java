package dev.sluice.operator.reconcile;

import java.time.Duration;

/**
 * How the operator goes about its work.
 *
 * @param pollInterval from one question to a driver to the next
 * @param progressInterval how often figures that change with every batch are written at most
 */
public record OperatorSettings(Duration pollInterval, Duration progressInterval) {}

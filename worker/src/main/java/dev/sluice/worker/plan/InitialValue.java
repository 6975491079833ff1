package dev.sluice.worker.plan;

/**
 * A key's state to begin with, among the values that come in for the key.
 *
 * @param state the state
 */
public record InitialValue(Object state) {}

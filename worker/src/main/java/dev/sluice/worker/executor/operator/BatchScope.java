package dev.sluice.worker.executor.operator;

/**
 * The batch that an operator works on.
 *
 * @param batch the batch's index
 * @param timeMillis the batch's time
 * @param replay whether its outputs are committed already
 * @param catchUp whether it is computed for restored state only
 */
public record BatchScope(long batch, long timeMillis, boolean replay, boolean catchUp) {}

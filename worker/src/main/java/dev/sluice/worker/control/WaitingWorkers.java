package dev.sluice.worker.control;

/**
 * Workers that wait until a driver lets them in, and have made ready what they will need.
 *
 * @param executors those that can run tasks
 * @param receivers those that can host receivers
 */
public record WaitingWorkers(int executors, int receivers) {}

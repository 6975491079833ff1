package dev.sluice.worker.control;

/**
 * Workers that are connected to a driver that does not let them in yet.
 *
 * @param executors those that can run tasks
 * @param receivers those that can host receivers
 */
public record WaitingWorkers(int executors, int receivers) {}

package dev.sluice.streaming.scheduler;

/**
 * A receiver.
 *
 * @param streamId number of its input stream, in order of creation from 0
 * @param name its class and number
 * @param active whether it runs
 * @param location host and port of the worker that it runs on; empty if it does not run
 * @param executorId name of that worker; empty if it does not run
 * @param lastErrorMessage what it said with its last error; empty if it had none
 * @param lastError that error with its stack trace as far as it is known; empty if it had none
 * @param lastErrorTime when it had it, in milliseconds since 1970; -1 if it had none
 */
public record ReceiverInfo(
    int streamId,
    String name,
    boolean active,
    String location,
    String executorId,
    String lastErrorMessage,
    String lastError,
    long lastErrorTime) {}

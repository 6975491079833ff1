package dev.sluice.worker.driver.receivers;

import java.util.Optional;

/**
 * A receiver of the program.
 *
 * @param streamId number of its input stream
 * @param name its class
 * @param content the serialised receiver
 * @param preferredLocation host or worker that it should run on; empty for any
 * @param group the same number for the shards of one receiver
 * @param onePerWorker whether a worker can have only one of the group
 */
public record ReceiverProgram(
    int streamId,
    String name,
    byte[] content,
    Optional<String> preferredLocation,
    int group,
    boolean onePerWorker) {}

package dev.sluice.worker.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user asks of {@code sluice run}.
 *
 * @param manifest the manifest's file
 * @param output where the final state goes, if it is wanted
 * @param outputUid which keyed state that is, if the job has several
 * @param kill the role of a process to be killed in mid-run
 * @param duration how long the job runs at the most
 * @param resume whether it goes on from what the state directory holds
 * @param state the state directory; the default is {@code .sluice/<job>} beside the manifest
 * @param httpPort port of the driver's status; 0 for any
 * @param debug whether errors come with their stack trace
 * @param terminal whether standard output is a terminal
 */
public record RunOptions(
    Path manifest,
    Optional<Path> output,
    Optional<String> outputUid,
    Optional<Role> kill,
    Optional<Duration> duration,
    boolean resume,
    Optional<Path> state,
    int httpPort,
    boolean debug,
    boolean terminal) {}

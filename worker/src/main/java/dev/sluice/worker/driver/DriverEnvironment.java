package dev.sluice.worker.driver;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.place.Foundations;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.driver.place.RestorePolicy;
import dev.sluice.worker.driver.place.Turn;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.storage.StoreLocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a driver process was started with.
 *
 * @param jobName name of the job
 * @param jobUid uid of the job; workers of another one are refused
 * @param epoch least epoch to claim
 * @param predecessor the driver to stand by for until it is gone; null for none
 * @param bindAddress address to listen on
 * @param controlPort port of the control plane; 0 for any free one
 * @param httpPort port of status and metrics; 0 for any free one
 * @param tlsDirectory certificates of the job; null for none
 * @param checkpointLocation where state and log are
 * @param files how the job reaches the S3 server of its files
 * @param retainedCheckpoints checkpoints to keep
 * @param restore what to do with the state that is there
 * @param executors executors that the job should have
 * @param mostExecutors executors that it may come to have
 * @param receivers receiver workers that the job should have
 * @param programDigest digest of the job's jar
 * @param jobClasses loads the program's classes
 * @param exit ends the process
 */
public record DriverEnvironment(
    String jobName,
    String jobUid,
    long epoch,
    @Nullable ControlAddress predecessor,
    String bindAddress,
    int controlPort,
    int httpPort,
    @Nullable Path tlsDirectory,
    StoreLocation checkpointLocation,
    S3Access files,
    int retainedCheckpoints,
    RestorePolicy restore,
    int executors,
    int mostExecutors,
    int receivers,
    String programDigest,
    ClassLoader jobClasses,
    ProcessExit exit) {
  /** Begins to open what the job stands on. */
  Foundations foundations() {
    return Foundations.of(checkpointLocation, bindAddress, controlPort, tlsDirectory);
  }

  /** Where the job runs; it takes {@code foundations} once, and waits for its turn. */
  JobPlace place(AtomicReference<JobStatus> status, Supplier<Foundations> foundations, Turn turn) {
    return new JobPlace(
        jobName,
        jobUid,
        programDigest,
        epoch,
        checkpointLocation,
        files,
        null,
        true,
        retainedCheckpoints,
        restore,
        executors,
        mostExecutors,
        receivers,
        0,
        foundations,
        turn,
        jobClasses,
        status,
        Map.of());
  }
}

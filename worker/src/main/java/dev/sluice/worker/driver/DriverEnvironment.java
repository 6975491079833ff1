package dev.sluice.worker.driver;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.place.Foundations;
import dev.sluice.worker.driver.place.JobIdentity;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.driver.place.JobSize;
import dev.sluice.worker.driver.place.StatePlace;
import dev.sluice.worker.driver.place.Turn;
import dev.sluice.worker.driver.status.JobStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a driver process was started with.
 *
 * @param job the job
 * @param state where it keeps its state
 * @param size workers that it should have
 * @param predecessor the driver to stand by for until it is gone; null for none
 * @param bindAddress address to listen on
 * @param controlPort port of the control plane; 0 for any free one
 * @param httpPort port of status and metrics; 0 for any free one
 * @param tlsDirectory certificates of the job; null for none
 * @param jobClasses loads the program's classes
 * @param exit ends the process
 */
public record DriverEnvironment(
    JobIdentity job,
    StatePlace state,
    JobSize size,
    @Nullable ControlAddress predecessor,
    String bindAddress,
    int controlPort,
    int httpPort,
    @Nullable Path tlsDirectory,
    ClassLoader jobClasses,
    ProcessExit exit) {
  /** Begins to open what the job stands on. */
  Foundations foundations() {
    return Foundations.of(state.location(), bindAddress, controlPort, tlsDirectory);
  }

  /** Where the job runs; it takes {@code foundations} once, and waits for its turn. */
  JobPlace place(AtomicReference<JobStatus> status, Supplier<Foundations> foundations, Turn turn) {
    return new JobPlace(job, state, size, foundations, turn, jobClasses, status);
  }
}

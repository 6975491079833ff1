package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.Register;
import java.util.Map;
import java.util.Optional;

/**
 * Who may join a driver, and what a worker is told when it joins.
 *
 * @param jobUid uid of the job
 * @param programDigest digest of the job's jar; a worker with another program would compute
 *     something else without anybody noticing
 * @param epoch the driver's epoch
 * @param configuration the job's configuration
 */
public record Admission(
    String jobUid, String programDigest, long epoch, Map<String, String> configuration) {
  public Admission {
    configuration = Map.copyOf(configuration);
  }

  /** Returns why a worker is refused; empty if it is admitted. */
  public Optional<String> refusal(Register register) {
    if (!register.getJobUid().equals(jobUid)) {
      return Optional.of(
          "this driver runs job %s, the worker belongs to job %s: check SLUICE_DRIVER_ADDRESS"
              .formatted(jobUid, register.getJobUid()));
    }
    if (!register.getProgramDigest().equals(programDigest)) {
      return Optional.of(
          "the worker has another program than the driver (jar digest %s, the driver's is %s): start both from the same image"
              .formatted(register.getProgramDigest(), programDigest));
    }
    if (register.getWorkerId().isEmpty()) {
      return Optional.of("the worker has no name: set SLUICE_WORKER_ID");
    }
    if (register.getRolesCount() == 0) {
      return Optional.of("the worker has no role: start it with --role executor or receiver");
    }
    if (register.getHighestEpoch() > epoch) {
      return Optional.of(
          "the worker follows a newer driver: its epoch is %d, this driver's is %d"
              .formatted(register.getHighestEpoch(), epoch));
    }
    return Optional.empty();
  }
}

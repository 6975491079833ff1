package dev.sluice.worker.node;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.control.ControlAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker is told when it starts.
 *
 * @param workerId its name in the job
 * @param roles what it does, at least one
 * @param bindAddress address that it listens on and that other workers reach it at
 * @param dataPort port of the data plane, 0 for any free one
 * @param tlsDirectory certificate, key and authority; empty for none
 * @param programDigest of the job's jar; the driver's must be the same
 * @param lanes task threads, for an executor
 * @param blockStoreBytes bound of the blocks that it holds
 */
public record WorkerEnvironment(
    String jobUid,
    String workerId,
    Set<WorkerRole> roles,
    ControlAddress driver,
    String bindAddress,
    int dataPort,
    Optional<Path> tlsDirectory,
    String programDigest,
    ClassLoader jobClasses,
    int lanes,
    long blockStoreBytes) {
  public WorkerEnvironment {
    requireNonNull(jobUid, "jobUid is null");
    requireNonNull(workerId, "workerId is null");
    requireNonNull(driver, "driver is null");
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a worker needs a role");
    }
  }

  /** A quarter of this JVM's heap: what blocks may take when nothing else is said. */
  public static long defaultBlockStoreBytes() {
    return Runtime.getRuntime().maxMemory() / 4;
  }
}

package dev.sluice.chaos.process;

import java.nio.file.Path;

/**
 * A running process of the job.
 *
 * @param role what it does
 * @param pid its process id
 * @param storePort where it listens, for the S3 server; else 0
 */
public record JobProcess(Role role, long pid, int storePort) {
  /** What a process does. */
  public enum Role {
    /** The driver. */
    DRIVER,
    /** An executor. */
    EXECUTOR,
    /** A receiver worker. */
    RECEIVER,
    /** The embedded S3 server. */
    STORE,
    /** Something else. */
    OTHER
  }

  Path directory() {
    return Path.of("/proc", Long.toString(pid));
  }
}

package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

/** Who this process is: the job that it works for and its own name in it. */
public record WorkerIdentity(String jobUid, String workerId) {
  public WorkerIdentity {
    requireNonNull(jobUid, "jobUid is null");
    requireNonNull(workerId, "workerId is null");
  }
}

package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.Pod;

/** A part of a running job that is lost. */
enum Loss {
  DRIVER_PROCESS("driver", false),
  DRIVER_POD("driver", true),
  EXECUTOR_PROCESS("executor", false),
  RECEIVER_PROCESS("receiver", false);

  private final String role;
  private final boolean withItsPod;

  Loss(String role, boolean withItsPod) {
    this.role = role;
    this.withItsPod = withItsPod;
  }

  /** Makes the loss happen, and returns the pod that was lost. */
  Pod happenTo(WordCount job) {
    return withItsPod ? job.delete(role) : job.crash(role);
  }

  boolean isOfDriver() {
    return role.equals("driver");
  }
}

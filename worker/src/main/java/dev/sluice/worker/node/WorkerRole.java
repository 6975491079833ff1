package dev.sluice.worker.node;

import dev.sluice.worker.control.wire.Role;

/** What a worker does for its job. */
public enum WorkerRole {
  EXECUTOR(Role.ROLE_EXECUTOR),
  RECEIVER(Role.ROLE_RECEIVER);

  private final Role wire;

  WorkerRole(Role wire) {
    this.wire = wire;
  }

  Role wire() {
    return wire;
  }
}

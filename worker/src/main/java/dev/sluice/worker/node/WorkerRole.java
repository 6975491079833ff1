package dev.sluice.worker.node;

import dev.sluice.worker.control.wire.Role;
import java.util.Locale;

/** What a worker does for its job. */
public enum WorkerRole {
  EXECUTOR(Role.ROLE_EXECUTOR),
  RECEIVER(Role.ROLE_RECEIVER);

  private final Role wire;

  WorkerRole(Role wire) {
    this.wire = wire;
  }

  /** {@return its name on a command line} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Role wire() {
    return wire;
  }
}

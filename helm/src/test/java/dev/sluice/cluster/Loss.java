package dev.sluice.cluster;

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

  void happenTo(WordCount job) {
    if (withItsPod) {
      job.delete(role);
    } else {
      job.crash(role);
    }
  }

  boolean isOfDriver() {
    return role.equals("driver");
  }
}

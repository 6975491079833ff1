package dev.sluice.operator.scale;

/** Why replicas change or do not; the word is what users see. */
public enum ScalingReason {
  DISABLED("Disabled"),
  JOB_NOT_READY("JobNotReady"),
  REVISION_NOT_STABLE("RevisionNotStable"),
  ROLL_IN_PROGRESS("RollInProgress"),
  METRICS_INCOMPLETE("MetricsIncomplete"),
  METRICS_STALE("MetricsStale"),
  RAISED_TO_FALLBACK("RaisedToFallback"),
  NONE_WANTED("NoneWanted"),
  WARMING_UP("WarmingUp"),
  REPLICAS_PENDING("ReplicasPending"),
  PODS_BLOCKED("PodsBlocked"),
  OUT_OF_BOUNDS("OutOfBounds"),
  NO_THROUGHPUT("NoThroughput"),
  SINK_BOUND("SinkBound"),
  PROCESSING_BOUND("ProcessingBound"),
  BACKLOG_DRAINING("BacklogDraining"),
  WITHIN_TOLERANCE("WithinTolerance"),
  LAST_STEP_INEFFECTIVE("LastStepIneffective"),
  STABILIZING("Stabilizing"),
  LIMITED_BY_POLICY("LimitedByPolicy"),
  TOO_MANY_RESCALES("TooManyRescales"),
  AT_MAXIMUM("AtMaximum"),
  AT_MINIMUM("AtMinimum"),
  SCALE_UP("ScaleUp"),
  SCALE_DOWN("ScaleDown");

  private final String word;

  ScalingReason(String word) {
    this.word = word;
  }

  /** Returns the word in the status and in events. */
  public String word() {
    return word;
  }

  /** Returns whether metrics are such that nothing can be said. */
  public boolean withoutMetrics() {
    return this == METRICS_INCOMPLETE || this == METRICS_STALE || this == RAISED_TO_FALLBACK;
  }

  /** Returns whether something other than the load keeps replicas from changing as they should. */
  public boolean limited() {
    return switch (this) {
      case PODS_BLOCKED, LIMITED_BY_POLICY, AT_MAXIMUM, AT_MINIMUM, TOO_MANY_RESCALES -> true;
      default -> false;
    };
  }
}

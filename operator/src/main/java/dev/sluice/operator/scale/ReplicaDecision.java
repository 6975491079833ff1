package dev.sluice.operator.scale;

import java.util.List;
import java.util.Optional;

/**
 * How many workers there should be.
 *
 * @param receivers about the receivers
 * @param executors about the executors
 * @param load the figures that it was made from; empty if there were none that could be used
 */
public record ReplicaDecision(
    RoleDecision receivers, RoleDecision executors, Optional<MeanLoad> load) {

  /** Returns whether the number of any workers changes. */
  public boolean changes() {
    return receivers.changes() || executors.changes();
  }

  /** Returns the decision to change nothing, because too many jobs are changing. */
  public ReplicaDecision held(ScalingReason reason, String message) {
    return new ReplicaDecision(
        receivers.changes() ? receivers.held(reason, message) : receivers,
        executors.changes() ? executors.held(reason, message) : executors,
        load);
  }

  /** Returns both decisions. */
  public List<RoleDecision> parts() {
    return List.of(receivers, executors);
  }

  /** Returns the one that says most: a change, else the one about executors. */
  public RoleDecision leading() {
    if (executors.changes() || !receivers.changes()) {
      boolean receiversTell =
          executors.reason() == ScalingReason.WITHIN_TOLERANCE
              && receivers.reason() != ScalingReason.WITHIN_TOLERANCE;
      return receiversTell && !executors.changes() ? receivers : executors;
    }
    return receivers;
  }
}

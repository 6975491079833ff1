package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;
import java.util.Optional;

/**
 * How many workers of one role there should be, and why.
 *
 * @param role the role
 * @param current how many were wanted before
 * @param replicas how many are wanted from now on
 * @param wish what the load asks for, before stabilisation and limits of change; empty if unknown
 * @param reason why
 * @param message one line for people
 * @param utilization share of the capacity that the load needs; NaN if unknown
 * @param capacity records a second that all replicas together can do; NaN if unknown
 */
public record RoleDecision(
    Role role,
    int current,
    int replicas,
    Optional<Integer> wish,
    ScalingReason reason,
    String message,
    double utilization,
    double capacity) {

  /** Returns whether replicas change. */
  public boolean changes() {
    return replicas != current;
  }

  /** Returns the decision to change nothing, for another reason. */
  public RoleDecision held(ScalingReason otherReason, String otherMessage) {
    return new RoleDecision(
        role, current, current, wish, otherReason, otherMessage, utilization, capacity);
  }

  /** Nothing is known of the load: what runs counts as wanted, so that it is not removed soon. */
  static RoleDecision unknown(Role role, int current, ScalingReason reason, String message) {
    return new RoleDecision(
        role, current, current, Optional.of(current), reason, message, Double.NaN, Double.NaN);
  }
}

package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;
import java.time.Instant;
import java.util.function.IntBinaryOperator;

/** How far replicas may change now by the policies of a behavior; as the HPA computes it. */
final class StepLimits {
  private static final double PERCENT = 100;

  private StepLimits() {}

  /** Returns the most replicas that are allowed. */
  static int highest(Behavior up, Role role, int current, ScalingHistory history, Instant now) {
    if (up.select() == Behavior.Select.DISABLED) {
      return current;
    }
    IntBinaryOperator select = up.select() == Behavior.Select.MIN ? Math::min : Math::max;
    return up.policies().stream()
        .mapToInt(
            policy -> {
              int added =
                  history
                      .steps(role, now.minus(policy.period()))
                      .mapToInt(step -> Math.max(0, step.to() - step.from()))
                      .sum();
              int start = Math.max(0, current - added);
              return policy.percent()
                  ? (int) Math.min(100_000, Math.ceil(start * (1 + policy.value() / PERCENT)))
                  : start + policy.value();
            })
        .reduce(select)
        .orElse(Integer.MAX_VALUE);
  }

  /** Returns the fewest replicas that are allowed. */
  static int lowest(Behavior down, Role role, int current, ScalingHistory history, Instant now) {
    if (down.select() == Behavior.Select.DISABLED) {
      return current;
    }
    IntBinaryOperator select = down.select() == Behavior.Select.MIN ? Math::max : Math::min;
    return down.policies().stream()
        .mapToInt(
            policy -> {
              int removed =
                  history
                      .steps(role, now.minus(policy.period()))
                      .mapToInt(step -> Math.max(0, step.from() - step.to()))
                      .sum();
              int start = current + removed;
              return policy.percent()
                  ? (int) Math.floor(start * (1 - policy.value() / PERCENT))
                  : start - policy.value();
            })
        .reduce(select)
        .orElse(0);
  }
}

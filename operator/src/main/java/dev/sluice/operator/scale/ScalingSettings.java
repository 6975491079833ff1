package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What the user wants of autoscaling; shares are from 0 to 1.
 *
 * @param mode what becomes of a recommendation
 * @param receivers bounds of the receivers' number
 * @param executors bounds of the executors' number
 * @param target utilisation to aim at
 * @param lowest utilisation below which there are too many replicas
 * @param highest utilisation above which there are too few
 * @param catchUp in which a backlog should be gone
 * @param window in which samples count
 * @param period from one sample to the next
 * @param minSamples samples in the window without which nothing is decided
 * @param warmUp how long after a change of the workers samples say little
 * @param raiseOnMissing whether missing metrics raise the replicas to the fallback
 * @param up how fast replicas are added
 * @param down how fast replicas are removed
 */
public record ScalingSettings(
    ScalingMode mode,
    Bounds receivers,
    Bounds executors,
    double target,
    double lowest,
    double highest,
    Duration catchUp,
    Duration window,
    Duration period,
    int minSamples,
    Duration warmUp,
    boolean raiseOnMissing,
    Behavior up,
    Behavior down) {

  /**
   * Bounds of a number of replicas.
   *
   * @param min the fewest
   * @param max the most
   * @param fallback what replicas are raised to when metrics are missing
   */
  public record Bounds(int min, int max, int fallback) {
    int clamp(int replicas) {
      return Math.max(min, Math.min(max, replicas));
    }
  }

  /** Returns how long what was done may still matter. */
  public Duration memory() {
    return Stream.concat(
            Stream.of(up.stabilization(), down.stabilization(), RoleScaling.INEFFECTIVE_FOR),
            Stream.concat(up.policies().stream(), down.policies().stream())
                .map(Behavior.Policy::period))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .plus(period);
  }

  Bounds bounds(Role role) {
    return role == Role.RECEIVER ? receivers : executors;
  }
}

package dev.sluice.operator.decide;

import dev.sluice.crds.Autoscaling;
import dev.sluice.crds.AutoscalingMode;
import dev.sluice.crds.MetricsWindow;
import dev.sluice.crds.MissingMetrics;
import dev.sluice.crds.ReplicaRange;
import dev.sluice.crds.ScalingPolicyType;
import dev.sluice.crds.ScalingRules;
import dev.sluice.operator.scale.Behavior;
import dev.sluice.operator.scale.ScalingMode;
import dev.sluice.operator.scale.ScalingSettings;
import java.time.Duration;

/** Reads what a spec says of autoscaling. */
public final class ScalingRequest {
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int DOWN_SECONDS = 3_600;
  private static final double PERCENT = 100;

  private ScalingRequest() {}

  /** Returns the settings of the autoscaler. */
  public static ScalingSettings of(Autoscaling spec) {
    MetricsWindow metrics = spec.metrics();
    return new ScalingSettings(
        mode(spec.mode()),
        bounds(spec.receivers()),
        bounds(spec.executors()),
        spec.targetUtilizationPercent() / PERCENT,
        spec.minUtilizationPercent() / PERCENT,
        spec.maxUtilizationPercent() / PERCENT,
        Duration.ofSeconds(spec.catchUpSeconds()),
        Duration.ofSeconds(metrics.windowSeconds()),
        Duration.ofSeconds(metrics.periodSeconds()),
        metrics.minSamples(),
        warmUp(metrics),
        spec.onMissingMetrics() == MissingMetrics.RaiseToFallback,
        behavior(spec.behavior().scaleUp(), 0),
        behavior(spec.behavior().scaleDown(), DOWN_SECONDS));
  }

  private static Duration warmUp(MetricsWindow metrics) {
    Duration twoPeriods = Duration.ofSeconds(2L * metrics.periodSeconds());
    return twoPeriods.compareTo(WARM_UP) < 0 ? twoPeriods : WARM_UP;
  }

  private static ScalingMode mode(AutoscalingMode mode) {
    return switch (mode) {
      case Disabled -> ScalingMode.DISABLED;
      case Recommend -> ScalingMode.RECOMMEND;
      case Enabled -> ScalingMode.ENABLED;
    };
  }

  private static ScalingSettings.Bounds bounds(ReplicaRange range) {
    int max = Math.max(range.minReplicas(), range.maxReplicas());
    Integer fallback = range.fallbackReplicas();
    return new ScalingSettings.Bounds(
        range.minReplicas(), max, fallback == null ? range.minReplicas() : Math.min(max, fallback));
  }

  private static Behavior behavior(ScalingRules rules, int defaultSeconds) {
    Integer seconds = rules.stabilizationWindowSeconds();
    return new Behavior(
        Duration.ofSeconds(seconds == null ? defaultSeconds : seconds),
        switch (rules.selectPolicy()) {
          case Max -> Behavior.Select.MAX;
          case Min -> Behavior.Select.MIN;
          case Disabled -> Behavior.Select.DISABLED;
        },
        rules.policies().stream()
            .map(
                policy ->
                    new Behavior.Policy(
                        policy.type() == ScalingPolicyType.Percent,
                        policy.value(),
                        Duration.ofSeconds(policy.periodSeconds())))
            .toList());
  }
}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How the number of receivers and executors follows the load. */
@ValidationRule(
    value =
        "self.minUtilizationPercent < self.targetUtilizationPercent &&"
            + " self.targetUtilizationPercent < self.maxUtilizationPercent",
    message =
        "targetUtilizationPercent must lie between minUtilizationPercent and maxUtilizationPercent",
    fieldPath = ".targetUtilizationPercent")
public record Autoscaling(
    @Default("Disabled")
        @JsonPropertyDescription(
            "Disabled, Recommend (decisions are shown, nothing changes) or Enabled. [I]")
        AutoscalingMode mode,
    @Default("{}") @JsonPropertyDescription("How many receivers.") ReplicaRange receivers,
    @Default("{}") @JsonPropertyDescription("How many executors.") ReplicaRange executors,
    @Default("70")
        @Min(1)
        @Max(99)
        @JsonPropertyDescription("Share of the batch interval that batches should take. [I]")
        Integer targetUtilizationPercent,
    @Default("40") @Min(0) @Max(98) @JsonPropertyDescription("Above it nothing is removed. [I]")
        Integer minUtilizationPercent,
    @Default("90") @Min(2) @Max(100) @JsonPropertyDescription("Below it nothing is added. [I]")
        Integer maxUtilizationPercent,
    @Default("600")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription("Seconds in which a backlog is to be worked off. [I]")
        Integer catchUpSeconds,
    @Default("{}") @JsonPropertyDescription("What decisions are made from.") MetricsWindow metrics,
    @Default("Hold")
        @JsonPropertyDescription(
            "Hold, or RaiseToFallback, which raises to fallbackReplicas; neither lowers. [I]")
        MissingMetrics onMissingMetrics,
    @Default("{}") @JsonPropertyDescription("How fast numbers may change.")
        ScalingBehavior behavior) {
  static final Autoscaling DEFAULT =
      new Autoscaling(
          AutoscalingMode.Disabled,
          ReplicaRange.DEFAULT,
          ReplicaRange.DEFAULT,
          70,
          40,
          90,
          600,
          MetricsWindow.DEFAULT,
          MissingMetrics.Hold,
          ScalingBehavior.DEFAULT);

  /** Fills in the default of every absent field. */
  public Autoscaling {
    mode = mode == null ? AutoscalingMode.Disabled : mode;
    receivers = receivers == null ? ReplicaRange.DEFAULT : receivers;
    executors = executors == null ? ReplicaRange.DEFAULT : executors;
    targetUtilizationPercent = targetUtilizationPercent == null ? 70 : targetUtilizationPercent;
    minUtilizationPercent = minUtilizationPercent == null ? 40 : minUtilizationPercent;
    maxUtilizationPercent = maxUtilizationPercent == null ? 90 : maxUtilizationPercent;
    catchUpSeconds = catchUpSeconds == null ? 600 : catchUpSeconds;
    metrics = metrics == null ? MetricsWindow.DEFAULT : metrics;
    onMissingMetrics = onMissingMetrics == null ? MissingMetrics.Hold : onMissingMetrics;
    behavior = behavior == null ? ScalingBehavior.DEFAULT : behavior;
  }
}

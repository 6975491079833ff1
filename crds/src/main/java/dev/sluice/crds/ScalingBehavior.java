package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.List;

/** How fast the number of pods may change; the shape of autoscaling/v2. */
public record ScalingBehavior(
    @Default(ScalingBehavior.UP)
        @JsonPropertyDescription("Towards more pods; the window is 0 s if absent. [I]")
        ScalingRules scaleUp,
    @Default(ScalingBehavior.DOWN)
        @JsonPropertyDescription("Towards fewer pods; the window is 3600 s if absent. [I]")
        ScalingRules scaleDown) {
  static final String UP =
      """
      {"stabilizationWindowSeconds": 0, "policies": [
        {"type": "Percent", "value": 100, "periodSeconds": 60},
        {"type": "Pods", "value": 2, "periodSeconds": 60}]}""";
  static final String DOWN =
      """
      {"stabilizationWindowSeconds": 3600, "policies": [
        {"type": "Pods", "value": 1, "periodSeconds": 300}]}""";
  static final ScalingBehavior DEFAULT =
      new ScalingBehavior(
          new ScalingRules(
              0,
              SelectPolicy.Max,
              List.of(
                  new ScalingPolicy(ScalingPolicyType.Percent, 100, 60),
                  new ScalingPolicy(ScalingPolicyType.Pods, 2, 60))),
          new ScalingRules(
              3_600, SelectPolicy.Max, List.of(new ScalingPolicy(ScalingPolicyType.Pods, 1, 300))));

  /** Fills in the default of every absent field. */
  public ScalingBehavior {
    scaleUp = scaleUp == null ? DEFAULT.scaleUp() : scaleUp;
    scaleDown = scaleDown == null ? DEFAULT.scaleDown() : scaleDown;
  }
}

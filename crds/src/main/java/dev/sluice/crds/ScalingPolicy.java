package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** How much may change in a period; the shape of autoscaling/v2. */
public record ScalingPolicy(
    @Required @JsonPropertyDescription("Pods or Percent. [I]") ScalingPolicyType type,
    @Required @Min(1) @Max(1_000) @JsonPropertyDescription("How many, or how much. [I]")
        Integer value,
    @Required @Min(1) @Max(3_600) @JsonPropertyDescription("In how many seconds. [I]")
        Integer periodSeconds) {}

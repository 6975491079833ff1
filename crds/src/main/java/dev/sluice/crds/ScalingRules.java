package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast the number of pods may change in one direction; the shape of autoscaling/v2. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingRules(
    @Min(0)
        @Max(86_400)
        @JsonPropertyDescription(
            "Seconds of recommendations of which the most careful one counts. [I]")
        @Nullable Integer stabilizationWindowSeconds,
    @Default("Max") @JsonPropertyDescription("Which of the policies counts. [I]")
        SelectPolicy selectPolicy,
    @Size(max = 8)
        @JsonPropertyDescription("How much may change in which time; none: no limit. [I]")
        List<ScalingPolicy> policies) {

  /** Fills in the default of every absent field but the window, which depends on the direction. */
  public ScalingRules {
    selectPolicy = selectPolicy == null ? SelectPolicy.Max : selectPolicy;
    policies = policies == null ? List.of() : List.copyOf(policies);
  }
}

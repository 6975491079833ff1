package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Between which numbers of pods the autoscaler may choose. */
@ValidationRule(
    value = "self.minReplicas <= self.maxReplicas",
    message = "minReplicas must not exceed maxReplicas",
    fieldPath = ".maxReplicas")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplicaRange(
    @Default("1") @Min(1) @Max(1_000) @JsonPropertyDescription("Fewest pods. [I]")
        Integer minReplicas,
    @Default("10") @Min(1) @Max(1_000) @JsonPropertyDescription("Most pods. [I]")
        Integer maxReplicas,
    @Min(1)
        @Max(1_000)
        @JsonPropertyDescription(
            "Pods to raise to without metrics, for onMissingMetrics: RaiseToFallback. [I]")
        @Nullable Integer fallbackReplicas) {
  static final ReplicaRange DEFAULT = new ReplicaRange(1, 10, null);

  /** Fills in the default of every absent field. */
  public ReplicaRange {
    minReplicas = minReplicas == null ? 1 : minReplicas;
    maxReplicas = maxReplicas == null ? 10 : maxReplicas;
  }
}

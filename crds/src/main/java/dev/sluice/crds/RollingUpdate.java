package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How many workers of a role are replaced at a time. */
@ValidationRule(
    value = "self.maxUnavailable > 0 || self.maxSurge > 0",
    message = "maxUnavailable and maxSurge can't both be 0: nothing could be replaced",
    fieldPath = ".maxSurge")
public record RollingUpdate(
    @Default("0")
        @Min(0)
        @Max(1_000)
        @JsonPropertyDescription("Pods that may be missing while others are replaced. [N]")
        Integer maxUnavailable,
    @Default("1")
        @Min(0)
        @Max(1_000)
        @JsonPropertyDescription("Pods that may run beyond replicas meanwhile. [N]")
        Integer maxSurge) {
  /** One more pod first, then one fewer. */
  public static final RollingUpdate DEFAULT = new RollingUpdate(0, 1);

  /** Fills in the default of every absent field. */
  public RollingUpdate {
    maxUnavailable = maxUnavailable == null ? 0 : maxUnavailable;
    maxSurge = maxSurge == null ? 1 : maxSurge;
  }
}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The driver pod. */
public record Driver(
    @Default(Resources.DEFAULT_JSON)
        @JsonPropertyDescription("Requests and limits of the container. [D]")
        Resources resources,
    @Default("300")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription(
            "Seconds from the creation of a driver pod to ready, after which the job is Stalled. [N]")
        Integer startupDeadlineSeconds,
    @Default("30")
        @Min(1)
        @Max(3_600)
        @JsonPropertyDescription(
            "Seconds without a sign of life after which a driver counts as lost with its node and is"
                + " replaced; safe, since the old one is fenced. [N]")
        Integer unreachableTimeoutSeconds) {
  static final Driver DEFAULT = new Driver(Resources.DEFAULT, 300, 30);

  /** Fills in the default of every absent field. */
  public Driver {
    resources = resources == null ? Resources.DEFAULT : resources;
    startupDeadlineSeconds = startupDeadlineSeconds == null ? 300 : startupDeadlineSeconds;
    unreachableTimeoutSeconds = unreachableTimeoutSeconds == null ? 30 : unreachableTimeoutSeconds;
  }
}

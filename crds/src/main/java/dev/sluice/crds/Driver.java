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
        Integer unreachableTimeoutSeconds,
    @Default("{}")
        @JsonPropertyDescription("What is added to the driver's pod, over spec.podTemplate. [D]")
        PodTemplate podTemplate,
    @Default("false")
        @JsonPropertyDescription("Keeps a second driver warm, which takes over from the first. [I]")
        Boolean standby) {
  static final Driver DEFAULT = new Driver(Resources.DEFAULT, 300, 30, PodTemplate.EMPTY, false);

  /** Fills in the default of every absent field. */
  public Driver {
    resources = resources == null ? Resources.DEFAULT : resources;
    startupDeadlineSeconds = startupDeadlineSeconds == null ? 300 : startupDeadlineSeconds;
    unreachableTimeoutSeconds = unreachableTimeoutSeconds == null ? 30 : unreachableTimeoutSeconds;
    podTemplate = podTemplate == null ? PodTemplate.EMPTY : podTemplate;
    standby = standby != null && standby;
  }
}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The pods that run tasks and hold keyed state. */
public record Executors(
    @Default("2")
        @Min(1)
        @Max(1_000)
        @JsonPropertyDescription(
            "How many executor pods run; the number to begin with while the autoscaler is Enabled. [I]")
        Integer replicas,
    @Default(Resources.DEFAULT_JSON)
        @JsonPropertyDescription("Requests and limits of each container. [R]")
        Resources resources,
    @Default("{}")
        @JsonPropertyDescription("What is added to the executor pods, over spec.podTemplate. [R]")
        PodTemplate podTemplate,
    @Default("{}") @JsonPropertyDescription("How many are replaced at a time. [N]")
        RollingUpdate rollingUpdate) {
  static final Executors DEFAULT =
      new Executors(2, Resources.DEFAULT, PodTemplate.EMPTY, RollingUpdate.DEFAULT);

  /** Fills in the default of every absent field. */
  public Executors {
    replicas = replicas == null ? 2 : replicas;
    resources = resources == null ? Resources.DEFAULT : resources;
    podTemplate = podTemplate == null ? PodTemplate.EMPTY : podTemplate;
    rollingUpdate = rollingUpdate == null ? RollingUpdate.DEFAULT : rollingUpdate;
  }
}

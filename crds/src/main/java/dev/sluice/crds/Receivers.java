package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The pods that take data in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receivers(
    @Default("1")
        @Min(0)
        @Max(1_000)
        @JsonPropertyDescription(
            "How many receiver pods run; the number to begin with while the autoscaler is Enabled. [I]")
        Integer replicas,
    @Default(Resources.DEFAULT_JSON)
        @JsonPropertyDescription("Requests and limits of each container. [R]")
        Resources resources,
    @Default("{}")
        @JsonPropertyDescription("What is added to the receiver pods, over spec.podTemplate. [R]")
        PodTemplate podTemplate,
    @Default("{}") @JsonPropertyDescription("How many are replaced at a time. [N]")
        RollingUpdate rollingUpdate,
    @Default("60")
        @Min(1)
        @Max(3_600)
        @JsonPropertyDescription(
            "Seconds that a receiver is given to hand over what it holds before it is killed. [R]")
        Integer drainTimeoutSeconds,
    @JsonPropertyDescription(
            "For receivers that listen: a Service <name>-receivers over all that are ready.")
        @Nullable ReceiverService service) {
  static final Receivers DEFAULT =
      new Receivers(1, Resources.DEFAULT, PodTemplate.EMPTY, RollingUpdate.DEFAULT, 60, null);

  /** Fills in the default of every absent field. */
  public Receivers {
    replicas = replicas == null ? 1 : replicas;
    resources = resources == null ? Resources.DEFAULT : resources;
    podTemplate = podTemplate == null ? PodTemplate.EMPTY : podTemplate;
    rollingUpdate = rollingUpdate == null ? RollingUpdate.DEFAULT : rollingUpdate;
    drainTimeoutSeconds = drainTimeoutSeconds == null ? 60 : drainTimeoutSeconds;
  }
}

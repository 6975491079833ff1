package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The pods that take data in. */
public record Receivers(
    @Default("1") @Min(0) @Max(1_000) @JsonPropertyDescription("How many receiver pods run. [I]")
        Integer replicas,
    @Default(Resources.DEFAULT_JSON)
        @JsonPropertyDescription("Requests and limits of each container. [R]")
        Resources resources) {
  static final Receivers DEFAULT = new Receivers(1, Resources.DEFAULT);

  /** Fills in the default of every absent field. */
  public Receivers {
    replicas = replicas == null ? 1 : replicas;
    resources = resources == null ? Resources.DEFAULT : resources;
  }
}

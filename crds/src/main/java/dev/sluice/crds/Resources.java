package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** Requests and limits of a container, by resource name. */
public record Resources(
    @Size(max = 16) @JsonPropertyDescription("What the scheduler sets aside, by resource name.")
        Map<String, Quantity> requests,
    @Size(max = 16)
        @JsonPropertyDescription("What the container may use at most, by resource name.")
        Map<String, Quantity> limits) {
  static final String DEFAULT_JSON =
      """
      {"requests": {"cpu": "250m", "memory": "1Gi"}, "limits": {"memory": "1Gi"}}""";
  static final Resources DEFAULT =
      new Resources(
          Ordered.of("cpu", new Quantity("250m"), "memory", new Quantity("1Gi")),
          Map.of("memory", new Quantity("1Gi")));

  /** Reads an absent map as empty. */
  public Resources {
    requests = requests == null ? Map.of() : Ordered.copyOf(requests);
    limits = limits == null ? Map.of() : Ordered.copyOf(limits);
  }
}

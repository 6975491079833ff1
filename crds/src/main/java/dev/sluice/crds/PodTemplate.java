package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import java.util.Map;

/**
 * What is added to the pods that the operator makes. The spec is a PodSpec that the definition does
 * not spell out, for its size; the operator checks it.
 */
public record PodTemplate(
    @Default("{}") @JsonPropertyDescription("Labels and annotations to add.")
        PodTemplateMetadata metadata,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "A PodSpec (kubectl explain pod.spec) merged into the operator's: lists by name, the"
                + " container by the name sluice. At most 32 KiB.")
        Map<String, Object> spec) {
  /** Adds nothing. */
  public static final PodTemplate EMPTY = new PodTemplate(PodTemplateMetadata.DEFAULT, Map.of());

  /** Reads absent parts as empty. */
  public PodTemplate {
    metadata = metadata == null ? PodTemplateMetadata.DEFAULT : metadata;
    spec = spec == null ? Map.of() : Ordered.copyOf(spec);
  }
}

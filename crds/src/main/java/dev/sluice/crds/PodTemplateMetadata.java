package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** What a pod template adds to the metadata of pods. */
public record PodTemplateMetadata(
    @Size(max = 64)
        @JsonPropertyDescription(
            "Labels; those of the operator and under sluice.dev/ can't be given.")
        Map<String, String> labels,
    @Size(max = 64) @JsonPropertyDescription("Annotations; not under sluice.dev/.")
        Map<String, String> annotations) {
  static final PodTemplateMetadata DEFAULT = new PodTemplateMetadata(Map.of(), Map.of());

  /** Reads an absent map as empty. */
  public PodTemplateMetadata {
    labels = labels == null ? Map.of() : Ordered.copyOf(labels);
    annotations = annotations == null ? Map.of() : Ordered.copyOf(annotations);
  }
}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The workers of one role. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkersStatus(
    @JsonPropertyDescription("Pods that exist.") Integer replicas,
    @JsonPropertyDescription("Pods that are ready.") Integer ready,
    @JsonPropertyDescription("Pods of the newest revision.") Integer updated,
    @JsonPropertyDescription("Highest attempt number given to a pod of this role.") Long attempt,
    @Size(max = 256)
        @JsonPropertyDescription("Label selector of the pods, for the scale subresource.")
        @Nullable String selector) {
  /** No workers. */
  public static final WorkersStatus EMPTY = new WorkersStatus(0, 0, 0, 0L, null);

  /** Reads absent counters as zero. */
  public WorkersStatus {
    replicas = replicas == null ? 0 : replicas;
    ready = ready == null ? 0 : ready;
    updated = updated == null ? 0 : updated;
    attempt = attempt == null ? 0 : attempt;
  }
}

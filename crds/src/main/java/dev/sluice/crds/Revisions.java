package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Names of the ControllerRevisions that matter. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Revisions(
    @Size(max = 253) @JsonPropertyDescription("The one that the driver runs with.")
        @Nullable String current,
    @Size(max = 253) @JsonPropertyDescription("The one that is being moved to.")
        @Nullable String update,
    @Size(max = 253) @JsonPropertyDescription("The newest one that was stable.")
        @Nullable String lastStable) {
  /** None yet. */
  public static final Revisions EMPTY = new Revisions(null, null, null);
}

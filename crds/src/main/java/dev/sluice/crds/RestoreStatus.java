package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What the newest driver began from, as it reported after it had fenced its predecessor. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreStatus(
    @Size(max = 1024)
        @JsonPropertyDescription("Path of a checkpoint, or Empty; absent until reported.")
        @Nullable String resolved,
    @JsonPropertyDescription("The attempt that reported it.") @Nullable Long epoch,
    @JsonPropertyDescription("The spec.restore.nonce that is applied.") @Nullable Long nonce) {
  /** Nothing reported yet. */
  public static final RestoreStatus EMPTY = new RestoreStatus(null, null, null);
}

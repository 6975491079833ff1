package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** A field of the spec that what runs does not have yet. */
public record PendingChange(
    @Size(max = 512) @JsonPropertyDescription("Path of the field.") String field,
    @Size(max = 1)
        @JsonPropertyDescription(
            "What applying it costs: R replaces the workers of a role, D has the driver hand over.")
        String updateClass) {}

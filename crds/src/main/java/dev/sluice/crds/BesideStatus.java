package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A driver that works beside the present one, with a commit log of its own. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BesideStatus(
    @Size(max = 1024) @JsonPropertyDescription("Where it keeps its commit log and state.")
        String location,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "The checkpoint that it begins from; absent if spec.restore says from what.")
        @Nullable String path,
    @JsonPropertyDescription("The nonce of that start.") Long nonce) {}

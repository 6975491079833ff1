package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** A checkpoint that a restart can begin from. */
public record CompletedCheckpoint(
    @JsonPropertyDescription("Its number.") Long id,
    @Size(max = 1024) @JsonPropertyDescription("Where it is.") String path,
    @Size(max = 64) @JsonPropertyDescription("When it was completed; RFC 3339.") String time) {}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far a change of revision has come. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpgradeStatus(
    @Size(max = 64) @JsonPropertyDescription("The step that is under way.") @Nullable String step,
    @Size(max = 1024) @JsonPropertyDescription("One line about it.") @Nullable String message,
    @Size(max = 64) @JsonPropertyDescription("When the change began; RFC 3339.")
        @Nullable String startTime) {}

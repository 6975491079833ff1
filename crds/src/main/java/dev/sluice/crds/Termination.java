package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How a driver attempt ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Termination(
    @JsonPropertyDescription("The attempt.") Long epoch,
    @JsonPropertyDescription("Exit code of the container, if it is known.")
        @Nullable Integer exitCode,
    @Size(max = 128) @JsonPropertyDescription("One word.") String reason,
    @Size(max = 1024) @JsonPropertyDescription("One line that the driver left, or the operator's.")
        String message,
    @JsonPropertyDescription("What the rule of restartPolicy that it matched says, if one did.")
        @Nullable RestartRuleAction action,
    @Size(max = 64) @JsonPropertyDescription("When it was noticed; RFC 3339.") String time) {}

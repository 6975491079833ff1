package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One condition, in the shape of metav1.Condition. */
public record JobCondition(
    @Required @Size(min = 1, max = 64) @JsonPropertyDescription("What is judged.") String type,
    @Required
        @Pattern("^(True|False|Unknown)$")
        @Size(max = 7)
        @JsonPropertyDescription("True, False or Unknown.")
        String status,
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("One word for machines.")
        String reason,
    @Required @Size(max = 1024) @JsonPropertyDescription("One line for people.") String message,
    @Required @Size(max = 64) @JsonPropertyDescription("When the status last changed; RFC 3339.")
        String lastTransitionTime,
    @JsonPropertyDescription("The metadata.generation that was judged.") Long observedGeneration) {}

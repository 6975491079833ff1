package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** The Service under which receivers that listen are reached. */
public record ReceiverService(
    @Required
        @Min(1)
        @Max(65_535)
        @JsonPropertyDescription("Port of the Service and of the receivers. [I]")
        Integer port) {}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A gateway that an HTTP route attaches to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParentReference(
    @Required
        @Size(min = 1, max = 253)
        @Pattern(WebPages.NAME)
        @JsonPropertyDescription("Name of the Gateway. [I]")
        String name,
    @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Its namespace; the job's if absent. [I]")
        @Nullable String namespace,
    @Size(min = 1, max = 253)
        @Pattern(WebPages.NAME)
        @JsonPropertyDescription("One of its listeners. [I]")
        @Nullable String sectionName) {}

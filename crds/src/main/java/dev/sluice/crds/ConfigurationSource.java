package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A ConfigMap or a Secret whose entries are settings. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigurationSource(
    @JsonPropertyDescription("A ConfigMap; each key is the name of a setting.")
        @Nullable NamedReference configMapRef,
    @JsonPropertyDescription("A Secret; each key is the name of a setting.")
        @Nullable NamedReference secretRef) {}

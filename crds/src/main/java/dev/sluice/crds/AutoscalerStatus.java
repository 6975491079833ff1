package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The autoscaler. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutoscalerStatus(
    @JsonPropertyDescription("Receivers that are kept, while it is Enabled.")
        @Nullable Integer receivers,
    @JsonPropertyDescription("Executors that are kept, while it is Enabled.")
        @Nullable Integer executors,
    @JsonPropertyDescription("The newest decision.") @Nullable ScalingDecision lastDecision) {}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How the driver's web pages are reached from outside the cluster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebPages(
    @JsonPropertyDescription("Through a Gateway.") @Nullable HttpRoute httpRoute,
    @JsonPropertyDescription("Through an Ingress.") @Nullable Ingress ingress) {
  static final WebPages DEFAULT = new WebPages(null, null);
}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How the driver's web pages are reached from outside the cluster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebPages(
    @JsonPropertyDescription("Through a Gateway.") @Nullable HttpRoute httpRoute,
    @JsonPropertyDescription("Through an Ingress.") @Nullable Ingress ingress) {
  /**
   * A host name as an Ingress and an HTTPRoute take it: lower case, perhaps with a wildcard as its
   * first label, and no address, so its last label is not a number.
   */
  static final String HOST =
      "^(\\*\\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)*"
          + "([0-9]*[a-z]([-a-z0-9]*[a-z0-9])?|[0-9]+-[-a-z0-9]*[a-z0-9])$";

  /** A name of an object, which may have dots. */
  static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  static final WebPages DEFAULT = new WebPages(null, null);
}

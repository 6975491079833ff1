package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An HTTPRoute (gateway.networking.k8s.io) to the driver's web pages. */
public record HttpRoute(
    @Required @Size(min = 1, max = 8) @JsonPropertyDescription("Gateways that it attaches to. [I]")
        List<ParentReference> parentRefs,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Host names that it matches, in lower case, each perhaps with a wildcard as its first"
                + " label; those of the Gateway's listener if there are none. [I]")
        List<String> hostnames) {

  /** Reads absent lists as empty. */
  public HttpRoute {
    parentRefs = parentRefs == null ? List.of() : List.copyOf(parentRefs);
    hostnames = hostnames == null ? List.of() : List.copyOf(hostnames);
  }
}

package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Ingress to the driver's web pages. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ingress(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Host name. [I]") String host,
    @Size(min = 1, max = 253)
        @JsonPropertyDescription("Ingress class; the cluster's default if absent. [I]")
        @Nullable String className,
    @Size(min = 1, max = 253)
        @JsonPropertyDescription("Secret with the certificate of the host. [I]")
        @Nullable String tlsSecretName,
    @Size(max = 32) @JsonPropertyDescription("Annotations for the ingress controller. [I]")
        Map<String, String> annotations) {

  /** Reads absent annotations as none. */
  public Ingress {
    annotations = annotations == null ? Map.of() : Ordered.copyOf(annotations);
  }
}

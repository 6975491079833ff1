package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Ingress to the driver's web pages. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ingress(
    @Required
        @Size(min = 1, max = 253)
        @Pattern(WebPages.HOST)
        @JsonPropertyDescription(
            "Host name, in lower case; its first label may be a wildcard, as in *.example.com. [I]")
        String host,
    @Size(min = 1, max = 253)
        @Pattern(WebPages.NAME)
        @JsonPropertyDescription("Ingress class; the cluster's default if absent. [I]")
        @Nullable String className,
    @Size(min = 1, max = 253)
        @Pattern(WebPages.NAME)
        @JsonPropertyDescription(
            "Secret of this namespace with the certificate of the host; without it there is no"
                + " TLS. [I]")
        @Nullable String tlsSecretName,
    @Size(max = 32)
        @JsonPropertyDescription("Annotations of the Ingress, such as its controller's. [I]")
        Map<String, String> annotations) {

  /** Reads absent annotations as none. */
  public Ingress {
    annotations = annotations == null ? Map.of() : Ordered.copyOf(annotations);
  }
}

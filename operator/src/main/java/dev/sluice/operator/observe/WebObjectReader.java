package dev.sluice.operator.observe;

import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads objects on the way to a job's web pages. */
public final class WebObjectReader {
  private WebObjectReader() {}

  /** Returns an object of the caches as a value; empty if it is of another kind. */
  static Optional<WebObject> read(HasMetadata resource) {
    if (resource instanceof Service service) {
      return Optional.of(read(WebObjectKind.SERVICE, service, service.getSpec()));
    }
    if (resource instanceof Ingress ingress) {
      return Optional.of(read(WebObjectKind.INGRESS, ingress, ingress.getSpec()));
    }
    return resource instanceof HTTPRoute route
        ? Optional.of(read(WebObjectKind.HTTP_ROUTE, route, route.getSpec()))
        : Optional.empty();
  }

  /** Returns an object of a kind as a value. */
  public static WebObject read(WebObjectKind kind, GenericKubernetesResource resource) {
    return read(kind, resource, resource.getAdditionalProperties().getOrDefault("spec", Map.of()));
  }

  private static WebObject read(WebObjectKind kind, HasMetadata resource, Object spec) {
    return WebObject.of(
        kind, spec, Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of()));
  }
}

package dev.sluice.operator.network;

import dev.sluice.crds.HttpRoute;
import dev.sluice.crds.Ingress;
import dev.sluice.crds.WebPages;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Ports;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpecBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpecBuilder;
import java.util.EnumMap;
import java.util.Map;

/** The objects that lead from outside of the cluster to a job's web pages. */
public final class WebObjects {
  private static final String GATEWAY = WebObjectKind.HTTP_ROUTE.group();

  private WebObjects() {}

  /**
   * Returns the objects that a job should have. What an API server would fill in is said here too
   * where the way depends on it, so that a change of it is seen.
   *
   * @param epoch the driver whose pages are shown
   */
  public static Map<WebObjectKind, WebObject> of(JobIdentity job, WebPages pages, long epoch) {
    Map<WebObjectKind, WebObject> objects = new EnumMap<>(WebObjectKind.class);
    Ingress ingress = pages.ingress();
    if (ingress != null) {
      objects.put(
          WebObjectKind.INGRESS,
          WebObject.of(WebObjectKind.INGRESS, spec(job, ingress), ingress.annotations()));
    }
    HttpRoute route = pages.httpRoute();
    if (route != null) {
      objects.put(
          WebObjectKind.HTTP_ROUTE,
          WebObject.of(WebObjectKind.HTTP_ROUTE, spec(job, route), Map.of()));
    }
    if (!objects.isEmpty()) {
      objects.put(
          WebObjectKind.SERVICE, WebObject.of(WebObjectKind.SERVICE, spec(job, epoch), Map.of()));
    }
    return objects;
  }

  /** Selects the driver of the epoch alone, ready or not: it shows why it is not. */
  private static ServiceSpec spec(JobIdentity job, long epoch) {
    return new ServiceSpecBuilder()
        .withType("ClusterIP")
        .withPublishNotReadyAddresses(true)
        .addToSelector(Labels.JOB_UID, job.uid())
        .addToSelector(Labels.ROLE, Role.DRIVER.label())
        .addToSelector(Labels.EPOCH, Long.toString(epoch))
        .addNewPort()
        .withName("http")
        .withPort(Ports.HTTP)
        .withNewTargetPort(Ports.HTTP)
        .withProtocol("TCP")
        .endPort()
        .build();
  }

  private static IngressSpec spec(JobIdentity job, Ingress ingress) {
    var spec =
        new IngressSpecBuilder()
            .withIngressClassName(ingress.className())
            .addNewRule()
            .withHost(ingress.host())
            .withNewHttp()
            .addNewPath()
            .withPath("/")
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(job.webObject())
            .withNewPort()
            .withNumber(Ports.HTTP)
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule();
    return ingress.tlsSecretName() == null
        ? spec.build()
        : spec.addNewTl()
            .withHosts(ingress.host())
            .withSecretName(ingress.tlsSecretName())
            .endTl()
            .build();
  }

  private static HTTPRouteSpec spec(JobIdentity job, HttpRoute route) {
    return new HTTPRouteSpecBuilder()
        .withParentRefs(route.parentRefs().stream().map(WebObjects::parent).toList())
        .withHostnames(route.hostnames())
        .addNewRule()
        .addNewMatch()
        .withNewPath("PathPrefix", "/")
        .endMatch()
        .addNewBackendRef()
        .withGroup("")
        .withKind(WebObjectKind.SERVICE.title())
        .withName(job.webObject())
        .withPort(Ports.HTTP)
        .withWeight(1)
        .endBackendRef()
        .endRule()
        .build();
  }

  private static ParentReference parent(dev.sluice.crds.ParentReference reference) {
    return new ParentReferenceBuilder()
        .withGroup(GATEWAY)
        .withKind("Gateway")
        .withName(reference.name())
        .withNamespace(reference.namespace())
        .withSectionName(reference.sectionName())
        .build();
  }
}

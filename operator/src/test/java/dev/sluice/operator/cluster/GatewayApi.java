package dev.sluice.operator.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The part of the Gateway API that the operator uses. */
public final class GatewayApi {
  private GatewayApi() {}

  /** Installs the definition of HTTPRoutes. */
  public static void install(KubernetesClient client) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: httproutes.gateway.networking.k8s.io}
                spec:
                  group: gateway.networking.k8s.io
                  names: {kind: HTTPRoute, plural: httproutes, singular: httproute}
                  scope: Namespaced
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object}}
                      subresources: {status: {}}
                """,
                CustomResourceDefinition.class))
        .create();
  }
}

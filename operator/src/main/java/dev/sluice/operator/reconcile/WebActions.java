package dev.sluice.operator.reconcile;

import dev.sluice.operator.decide.Action;
import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import dev.sluice.operator.observe.WebObjectReader;
import dev.sluice.operator.resources.JobContext;
import dev.sluice.operator.resources.WebResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Makes, changes and deletes the objects on the way to a job's web pages. */
final class WebActions {
  private final KubernetesClient client;

  WebActions(KubernetesClient client) {
    this.client = client;
  }

  void take(Action.WebAction action, JobContext context) {
    var resources = resources(action.kind(), context.job().namespace());
    if (action instanceof Action.EnsureWebObject ensure) {
      ensure(resources, ensure.object(), WebResources.build(context, ensure.object()));
    } else {
      resources.withName(context.job().webObject()).delete();
    }
  }

  private static void ensure(
      NonNamespaceOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>>
          resources,
      WebObject object,
      GenericKubernetesResource desired) {
    if (ClusterActions.createIfAbsent(() -> resources.resource(desired).create())) {
      return;
    }
    GenericKubernetesResource found =
        ClusterActions.takenOver(desired, resources.resource(desired).get());
    WebObject next = object.over(WebObjectReader.read(object.kind(), found));
    found.getMetadata().setAnnotations(next.annotations());
    found.setAdditionalProperty("spec", next.spec());
    resources.resource(found).update();
  }

  private NonNamespaceOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>>
      resources(WebObjectKind kind, String namespace) {
    var definition =
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(kind.version())
            .withKind(kind.title())
            .withPlural(kind.plural())
            .withNamespaced(true)
            .build();
    return client.genericKubernetesResources(definition).inNamespace(namespace);
  }
}

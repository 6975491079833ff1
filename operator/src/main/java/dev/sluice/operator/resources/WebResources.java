package dev.sluice.operator.resources;

import dev.sluice.operator.network.WebObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;

/** Builds the objects on the way to a job's web pages. */
public final class WebResources {
  private WebResources() {}

  /** Returns an object that the job owns. */
  public static GenericKubernetesResource build(JobContext context, WebObject object) {
    ObjectMeta metadata = context.metadata(context.job().webObject(), Map.of());
    metadata.setAnnotations(object.noted().annotations());
    var resource = new GenericKubernetesResource();
    resource.setApiVersion(object.kind().apiVersion());
    resource.setKind(object.kind().title());
    resource.setMetadata(metadata);
    resource.setAdditionalProperty("spec", object.spec());
    return resource;
  }
}

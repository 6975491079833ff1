package dev.sluice.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A finalizer of the operator, which an object has only while its deletion has to wait. */
final class Finalizer {
  /** A job has it only while a driver may run that is to end first. */
  static final String DRIVER = "sluice.dev/driver";

  /** A snapshot has it while its data is to be deleted with it. */
  static final String SNAPSHOT = "sluice.dev/snapshot";

  private final KubernetesClient client;
  private final String name;

  Finalizer(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  boolean isOn(HasMetadata resource) {
    return resource.getMetadata().getFinalizers().contains(name);
  }

  /**
   * Adds the finalizer or takes it away; nothing else of the object is written.
   *
   * @throws KubernetesClientException if the API server refuses it, or the object has changed since
   */
  <T extends HasMetadata> void set(T resource, boolean wanted) {
    if (isOn(resource) == wanted) {
      return;
    }
    T found = client.resource(resource).get();
    if (found == null
        || !found.getMetadata().getUid().equals(resource.getMetadata().getUid())
        || isOn(found) == wanted
        || (wanted && found.getMetadata().getDeletionTimestamp() != null)) {
      return;
    }
    List<String> finalizers = new ArrayList<>(found.getMetadata().getFinalizers());
    finalizers.remove(name);
    if (wanted) {
      finalizers.add(name);
    }
    List<Map<String, ?>> patch =
        List.of(
            Map.of(
                "op", "test",
                "path", "/metadata/resourceVersion",
                "value", found.getMetadata().getResourceVersion()),
            Map.of("op", "add", "path", "/metadata/finalizers", "value", finalizers));
    try {
      client.resource(found).patch(PatchContext.of(PatchType.JSON), Serialization.asJson(patch));
    } catch (KubernetesClientException e) {
      if (wanted || e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}

package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operator's finalizer: a job has it only while a driver may run that is to end first. */
final class Finalizer {
  static final String NAME = "sluice.dev/driver";

  private final KubernetesClient client;

  Finalizer(KubernetesClient client) {
    this.client = client;
  }

  static boolean isOn(StreamingJob job) {
    return job.getMetadata().getFinalizers().contains(NAME);
  }

  /**
   * Adds the finalizer or takes it away; nothing else of the job is written.
   *
   * @throws KubernetesClientException if the API server refuses it, or the job has changed since
   */
  void set(StreamingJob job, boolean wanted) {
    if (isOn(job) == wanted) {
      return;
    }
    StreamingJob found = client.resource(job).get();
    if (found == null
        || !found.getMetadata().getUid().equals(job.getMetadata().getUid())
        || isOn(found) == wanted
        || (wanted && found.getMetadata().getDeletionTimestamp() != null)) {
      return;
    }
    List<String> finalizers = new ArrayList<>(found.getMetadata().getFinalizers());
    finalizers.remove(NAME);
    if (wanted) {
      finalizers.add(NAME);
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

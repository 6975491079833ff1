package dev.sluice.operator.reconcile;

import dev.sluice.operator.snapshot.SnapshotRequests;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks drivers, by an annotation that a volume shows to them. Thread-safe. */
final class DriverRequests {
  private final KubernetesClient client;

  DriverRequests(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Asks for something in place of what was asked before about the same data. A driver that is gone
   * is not asked: the next pass finds another.
   *
   * @param request what is wanted; null for nothing any more
   */
  void ask(String namespace, String podName, String data, @Nullable String request) {
    Pod pod = client.pods().inNamespace(namespace).withName(podName).get();
    if (pod == null) {
      return;
    }
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String before = annotations == null ? null : annotations.get(SnapshotRequests.ANNOTATION);
    String after = SnapshotRequests.with(before, data, request);
    if (after.equals(Objects.requireNonNullElse(before, ""))) {
      return;
    }
    Map<String, @Nullable String> change = new HashMap<>();
    change.put(SnapshotRequests.ANNOTATION, after.isEmpty() ? null : after);
    Map<String, Object> metadata =
        Map.of("resourceVersion", pod.getMetadata().getResourceVersion(), "annotations", change);
    client
        .resource(pod)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("metadata", metadata)));
  }
}

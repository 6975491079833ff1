package dev.sluice.operator.reconcile;

import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.resources.ControllerRevisions;
import dev.sluice.operator.resources.JobContext;
import dev.sluice.operator.resources.Manifests;
import dev.sluice.operator.resources.Pods;
import dev.sluice.operator.resources.Policies;
import dev.sluice.operator.resources.Secrets;
import dev.sluice.operator.resources.Services;
import dev.sluice.operator.resources.Snapshots;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the steps of a decision. Each is idempotent, so a crash between two is repaired. */
final class ClusterActions {
  private final KubernetesClient client;
  private final Clock clock;
  private final Duration certificateLifetime;
  private final Supplier<HttpTokens> httpTokens;
  private final DriverRequests requests;

  ClusterActions(
      KubernetesClient client,
      Clock clock,
      Duration certificateLifetime,
      Supplier<HttpTokens> httpTokens) {
    this.client = client;
    this.clock = clock;
    this.certificateLifetime = certificateLifetime;
    this.httpTokens = httpTokens;
    this.requests = new DriverRequests(client);
  }

  /**
   * Takes one step.
   *
   * @throws KubernetesClientException if the API server refuses it or can't be reached
   */
  void take(Action action, JobContext context) {
    String namespace = context.job().namespace();
    if (action instanceof Action.EnsureManifest ensure) {
      ensureManifest(
          Manifests.build(context, ensure.revision(), client.getKubernetesSerialization()));
    } else if (action instanceof Action.EnsureCertificate) {
      Instant now = clock.instant();
      var first = new Action.IssueCertificate(0, now, now.plus(certificateLifetime), now, null);
      createIfAbsent(
          () -> client.resource(Secrets.build(context, first, httpTokens.get())).create());
    } else if (action instanceof Action.IssueCertificate issue) {
      issue(Secrets.build(context, issue, httpTokens.get()));
    } else if (action instanceof Action.PointService point) {
      pointService(Services.build(context, point.name(), point.epoch()));
    } else if (action instanceof Action.ExposeReceivers expose) {
      pointService(Services.receivers(context, expose.port()));
    } else if (action instanceof Action.HideReceivers) {
      client.services().inNamespace(namespace).withName(context.job().receiverService()).delete();
    } else if (action instanceof Action.EnsurePolicy ensure) {
      ensurePolicy(Policies.build(context, ensure));
    } else if (action instanceof Action.DeletePolicy delete) {
      client
          .network()
          .v1()
          .networkPolicies()
          .inNamespace(namespace)
          .withName(delete.name())
          .delete();
    } else if (action instanceof Action.CreateDriver create) {
      createPod(Pods.driver(context, create), namespace);
    } else if (action instanceof Action.CreateWorker create) {
      createPod(Pods.worker(context, create), namespace);
    } else if (action instanceof Action.DeletePod delete) {
      deletePod(delete, namespace);
    } else if (action instanceof Action.CreateRevision create) {
      createIfAbsent(
          () ->
              client
                  .resource(ControllerRevisions.build(context, create.name(), create.number()))
                  .create());
    } else if (action instanceof Action.DeleteRevision delete) {
      client.apps().controllerRevisions().inNamespace(namespace).withName(delete.name()).delete();
    } else if (action instanceof Action.DeleteService delete) {
      client.services().inNamespace(namespace).withName(delete.name()).delete();
    } else if (action instanceof Action.CreateSnapshot create) {
      createIfAbsent(() -> client.resource(Snapshots.build(context, create.name())).create());
    } else if (action instanceof Action.AskDriver ask) {
      requests.ask(namespace, ask.podName(), ask.data(), ask.request());
    } else if (action instanceof Action.DeleteManifest delete) {
      client.configMaps().inNamespace(namespace).withName(delete.name()).delete();
    }
  }

  /** Writes without looking: the client's own update would read the Secret, which is forbidden. */
  private void issue(Secret secret) {
    if (!createIfAbsent(() -> client.resource(secret).create())) {
      var metadata = secret.getMetadata();
      client.raw(
          "/api/v1/namespaces/%s/secrets/%s".formatted(metadata.getNamespace(), metadata.getName()),
          "PUT",
          secret);
    }
  }

  private void createPod(Pod pod, String namespace) {
    createIfAbsent(() -> client.pods().inNamespace(namespace).resource(pod).create());
  }

  private void deletePod(Action.DeletePod delete, String namespace) {
    var pod = client.pods().inNamespace(namespace).withName(delete.name());
    if (delete.force()) {
      pod.withGracePeriod(0).delete();
    } else {
      pod.delete();
    }
  }

  private void ensureManifest(ConfigMap desired) {
    if (createIfAbsent(() -> client.resource(desired).create())) {
      return;
    }
    ConfigMap found = client.resource(desired).get();
    if (found != null && !desired.getData().equals(found.getData())) {
      found.setData(desired.getData());
      client.resource(found).update();
    }
  }

  /** Creates the Service, or takes over the one that an earlier job of the name has left. */
  private void pointService(Service desired) {
    if (createIfAbsent(() -> client.resource(desired).create())) {
      return;
    }
    Service found = takenOver(desired, client.resource(desired).get());
    found.getSpec().setSelector(desired.getSpec().getSelector());
    found.getSpec().setPorts(desired.getSpec().getPorts());
    client.resource(found).update();
  }

  private void ensurePolicy(NetworkPolicy desired) {
    if (createIfAbsent(() -> client.resource(desired).create())) {
      return;
    }
    NetworkPolicy found = takenOver(desired, client.resource(desired).get());
    found.setSpec(desired.getSpec());
    client.resource(found).update();
  }

  /** Gives what is there the labels and the owner that it should have, if it is the operator's. */
  static <R extends HasMetadata> R takenOver(R desired, @Nullable R found) {
    String name = desired.getKind() + " " + desired.getMetadata().getName();
    if (found == null) {
      throw new KubernetesClientException(name + " vanished while it was updated");
    }
    Map<String, String> labels = found.getMetadata().getLabels();
    if (labels == null || !Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))) {
      throw new KubernetesClientException(
          name + " exists and is not the operator's; delete it or rename the job");
    }
    found.getMetadata().setOwnerReferences(desired.getMetadata().getOwnerReferences());
    labels.putAll(desired.getMetadata().getLabels());
    return found;
  }

  /** Returns whether it was created; false if there was one. */
  static boolean createIfAbsent(Runnable creation) {
    try {
      creation.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}

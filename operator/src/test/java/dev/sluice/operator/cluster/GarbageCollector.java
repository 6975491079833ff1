package dev.sluice.operator.cluster;

import dev.sluice.crds.StreamingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Deletes what a deleted StreamingJob owned, as the cluster's garbage collector does. */
public final class GarbageCollector implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final SharedIndexInformer<StreamingJob> jobs;

  /** Starts to watch the jobs of a namespace. */
  public GarbageCollector(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.jobs = client.resources(StreamingJob.class).inNamespace(namespace).inform(new Handler());
  }

  /** Returns what a job owns. */
  public List<HasMetadata> owned(StreamingJob job) {
    return Stream.<List<? extends HasMetadata>>of(
            client.pods().inNamespace(namespace).list().getItems(),
            client.services().inNamespace(namespace).list().getItems(),
            client.configMaps().inNamespace(namespace).list().getItems(),
            client.secrets().inNamespace(namespace).list().getItems(),
            client.network().v1().networkPolicies().inNamespace(namespace).list().getItems(),
            client.network().v1().ingresses().inNamespace(namespace).list().getItems())
        .<HasMetadata>flatMap(List::stream)
        .filter(
            resource ->
                resource.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(job.getMetadata().getUid())))
        .toList();
  }

  @Override
  public void close() {
    jobs.close();
    worker.shutdownNow();
  }

  private final class Handler implements ResourceEventHandler<StreamingJob> {
    @Override
    public void onAdd(StreamingJob job) {}

    @Override
    public void onUpdate(StreamingJob before, StreamingJob job) {}

    @Override
    public void onDelete(StreamingJob job, boolean unknown) {
      worker.execute(() -> owned(job).forEach(found -> client.resource(found).delete()));
    }
  }
}

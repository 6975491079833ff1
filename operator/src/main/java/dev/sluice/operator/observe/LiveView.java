package dev.sluice.operator.observe;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a job from the API server itself, past every cache, but not its Ingress and HTTPRoute:
 * nothing comes to harm if those are not as they seemed. Blocks for as long as the client's request
 * timeout.
 */
public final class LiveView {
  private final KubernetesClient client;

  /** Reads with this client. */
  public LiveView(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Returns the job as it is now, with the object it was read from.
   *
   * @param job which job
   * @param contacts what polling the drivers has brought
   * @return empty if the job is gone, being deleted, or another one of the same name
   */
  public Optional<Live> read(JobIdentity job, Contacts contacts) {
    return read(job, contacts, false);
  }

  /** Returns a job that is being deleted as it is now; empty if it is gone or is not. */
  public Optional<Live> readDeleted(JobIdentity job) {
    return read(job, Contacts.NONE, true);
  }

  private Optional<Live> read(JobIdentity job, Contacts contacts, boolean isBeingDeleted) {
    StreamingJob found =
        client
            .resources(StreamingJob.class)
            .inNamespace(job.namespace())
            .withName(job.name())
            .get();
    if (found == null
        || !found.getMetadata().getUid().equals(job.uid())
        || (found.getMetadata().getDeletionTimestamp() != null) != isBeingDeleted) {
      return Optional.empty();
    }
    Map<String, String> labels = Map.of(Labels.MANAGED_BY, Labels.OPERATOR, Labels.JOB, job.name());
    var pods = client.pods().inNamespace(job.namespace()).withLabels(labels).list();
    var services = client.services().inNamespace(job.namespace()).withLabels(labels).list();
    var manifests = client.configMaps().inNamespace(job.namespace()).withLabels(labels).list();
    var revisions =
        client.apps().controllerRevisions().inNamespace(job.namespace()).withLabels(labels).list();
    var policies =
        client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(job.namespace())
            .withLabels(labels)
            .list();
    var owned =
        new Owned(
            pods.getItems(),
            services.getItems(),
            manifests.getItems(),
            revisions.getItems(),
            policies.getItems(),
            List.of());
    return Optional.of(new Live(found, JobReader.read(found, owned, contacts)));
  }

  /**
   * A job as it was read.
   *
   * @param resource the object, with the version that a write is checked against
   * @param observed the same as a value
   */
  public record Live(StreamingJob resource, ObservedJob observed) {}
}

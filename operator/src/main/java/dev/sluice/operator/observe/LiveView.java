package dev.sluice.operator.observe;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a job from the API server itself, past every cache: the object, its pods and its revisions,
 * which are what a step could do harm to. Blocks for as long as the client's request timeout.
 *
 * @see <a href="docs/adr/0011-decide-twice-write-then-act.md">ADR 11</a>
 */
public final class LiveView {
  private final KubernetesClient client;

  /** Reads with this client. */
  public LiveView(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Returns the job as it is now, with the object it was read from. Its Services, manifests,
   * policies and the way to its pages are as the caches have them: each step towards one of those
   * says all that is wanted, so one that was not needed changes nothing.
   *
   * @param cached the job as the caches have it
   * @param contacts what polling the drivers has brought
   * @return empty if the job is gone, being deleted, or another one of the same name
   */
  public Optional<Live> read(ObservedJob cached, Contacts contacts) {
    JobIdentity job = cached.job();
    return find(job, false)
        .map(
            found -> {
              var owned =
                  new Owned(pods(job), List.of(), List.of(), revisions(job), List.of(), List.of());
              return new Live(
                  found, JobReader.read(found, owned, contacts).withSurroundings(cached));
            });
  }

  /** Returns a job that is being deleted as it is now; empty if it is gone or is not. */
  public Optional<Live> readDeleted(JobIdentity job) {
    return find(job, true)
        .map(
            found -> {
              var services =
                  client
                      .services()
                      .inNamespace(job.namespace())
                      .withLabels(labels(job))
                      .list()
                      .getItems();
              var owned =
                  new Owned(pods(job), services, List.of(), revisions(job), List.of(), List.of());
              return new Live(found, JobReader.read(found, owned, Contacts.NONE));
            });
  }

  private Optional<StreamingJob> find(JobIdentity job, boolean isBeingDeleted) {
    StreamingJob found =
        client
            .resources(StreamingJob.class)
            .inNamespace(job.namespace())
            .withName(job.name())
            .get();
    return Optional.ofNullable(found)
        .filter(one -> one.getMetadata().getUid().equals(job.uid()))
        .filter(one -> (one.getMetadata().getDeletionTimestamp() != null) == isBeingDeleted);
  }

  private List<Pod> pods(JobIdentity job) {
    return client.pods().inNamespace(job.namespace()).withLabels(labels(job)).list().getItems();
  }

  private List<ControllerRevision> revisions(JobIdentity job) {
    return client
        .apps()
        .controllerRevisions()
        .inNamespace(job.namespace())
        .withLabels(labels(job))
        .list()
        .getItems();
  }

  private static Map<String, String> labels(JobIdentity job) {
    return Map.of(Labels.MANAGED_BY, Labels.OPERATOR, Labels.JOB, job.name());
  }

  /**
   * A job as it was read.
   *
   * @param resource the object, with the version that a write is checked against
   * @param observed the same as a value
   */
  public record Live(StreamingJob resource, ObservedJob observed) {}
}

package dev.sluice.operator.reconcile;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.decide.JobLocation;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.JobReader;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodReader;
import dev.sluice.operator.poll.DriverPoller;
import dev.sluice.operator.snapshot.ObservedSnapshot;
import dev.sluice.operator.snapshot.SnapshotDriver;
import dev.sluice.operator.snapshot.SnapshotJob;
import dev.sluice.operator.snapshot.SnapshotRequests;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what a decision about a snapshot is made from. Job and pod are read from the API
 * server itself, and only for a snapshot that is on its way.
 */
final class SnapshotView {
  private static final Set<String> ENDS = Set.of("Complete", "Failed");

  private final KubernetesClient client;
  private final DriverPoller<ResourceID> poller;
  private final Supplier<HttpTokens> tokens;

  SnapshotView(
      KubernetesClient client, DriverPoller<ResourceID> poller, Supplier<HttpTokens> tokens) {
    this.client = client;
    this.poller = poller;
    this.tokens = tokens;
  }

  /** Returns a snapshot as a value; its driver is polled from now on if it is on its way. */
  ObservedSnapshot of(StreamingJobSnapshot snapshot, boolean held) {
    ObjectMeta metadata = snapshot.getMetadata();
    StreamingJobSnapshotStatus status =
        Objects.requireNonNullElse(snapshot.getStatus(), StreamingJobSnapshotStatus.EMPTY);
    String deletion = metadata.getDeletionTimestamp();
    var id = new ResourceID(metadata.getName(), metadata.getNamespace());
    SnapshotJob job = null;
    if (ObservedSnapshot.needsJob(status, deletion != null)) {
      job = job(id, snapshot.getSpec().jobName());
    }
    if (job == null || job.driver() == null) {
      poller.forget(id);
    }
    return new ObservedSnapshot(
        metadata.getName(),
        metadata.getUid(),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        Instant.parse(metadata.getCreationTimestamp()),
        deletion == null ? null : Instant.parse(deletion),
        held,
        snapshot.getSpec(),
        status,
        job);
  }

  private @Nullable SnapshotJob job(ResourceID snapshot, String name) {
    String namespace = snapshot.getNamespace().orElseThrow();
    StreamingJob job =
        client.resources(StreamingJob.class).inNamespace(namespace).withName(name).get();
    if (job == null || job.getSpec() == null) {
      return null;
    }
    StreamingJobStatus status =
        Objects.requireNonNullElse(job.getStatus(), StreamingJobStatus.EMPTY);
    boolean over =
        job.getMetadata().getDeletionTimestamp() != null
            || status.conditions().stream().anyMatch(SnapshotView::isEnd);
    return new SnapshotJob(
        JobLocation.of(job.getSpec(), status),
        job.getSpec().suspend(),
        over,
        driver(snapshot, job, status.driver().podName()));
  }

  private static boolean isEnd(JobCondition condition) {
    return ENDS.contains(condition.type()) && condition.status().equals("True");
  }

  private @Nullable SnapshotDriver driver(
      ResourceID snapshot, StreamingJob job, @Nullable String podName) {
    if (podName == null) {
      return null;
    }
    String namespace = job.getMetadata().getNamespace();
    Pod pod = client.pods().inNamespace(namespace).withName(podName).get();
    Optional<ObservedPod> observed =
        Optional.ofNullable(pod)
            .flatMap(found -> PodReader.read(found, JobReader.identity(job)))
            .filter(found -> found.owned() && found.ready() && found.deletion() == null);
    String address = observed.map(ObservedPod::address).orElse(null);
    if (observed.isEmpty() || address == null) {
      return null;
    }
    List<String> known = tokens.get().all(job.getMetadata().getUid());
    poller.watch(snapshot, podName, DriverContacts.status(address), known);
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return new SnapshotDriver(
        podName,
        SnapshotRequests.of(
            annotations == null ? null : annotations.get(SnapshotRequests.ANNOTATION)),
        poller
            .contact(snapshot)
            .filter(contact -> contact.podName().equals(podName))
            .map(DriverContact::report)
            .map(DriverReport::snapshots)
            .orElse(List.of()));
  }
}
